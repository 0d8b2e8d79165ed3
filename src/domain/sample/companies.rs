//! The thirty companies of the demo: invented, of many countries and sizes, smallest last.

/// A company as the demo knows it.
#[derive(Clone, Copy, Debug)]
pub struct Company {
    pub name: &'static str,
    /// Of the primary domain and further ones, what stands before `.example`.
    pub domains: &'static [&'static str],
    pub location: &'static str,
    pub tongues: &'static [&'static str],
    /// Active users.
    pub users: usize,
    pub contact: &'static str,
    /// The language the contact is written to in, if it is known.
    pub language: Option<&'static str>,
}

const fn company(
    name: &'static str,
    domains: &'static [&'static str],
    location: &'static str,
    tongues: &'static [&'static str],
    users: usize,
    contact: &'static str,
) -> Company {
    let language = match location.as_bytes() {
        b"IT" => Some("it"),
        b"GB" | b"IE" | b"US" | b"AU" => Some("en"),
        _ => None,
    };
    Company { name, domains, location, tongues, users, contact, language }
}

/// Sizes from 2 500 users down to 3.
pub const COMPANIES: [Company; 30] = [
    company(
        "Nordlicht Logistik AG",
        &["nordlicht", "nordlicht-fracht", "nlog"],
        "DE",
        &["de", "pl", "tr", "en"],
        2500,
        "Katrin Schröder",
    ),
    company(
        "Consorzio Sanitario Val Serena",
        &["valserena", "val-serena-servizi"],
        "IT",
        &["it", "es", "fr"],
        1650,
        "Paola Fontana",
    ),
    company(
        "Meridian Retail Group plc",
        &["meridian-retail", "meridian-stores", "mrg"],
        "GB",
        &["en", "hi", "pl"],
        1100,
        "Owen Clarke",
    ),
    company("青空精密工業株式会社", &["aozora-seimitsu"], "JP", &["ja"], 780, "渡辺 結衣"),
    company("Universidade Livre do Atlântico", &["ula", "alunos.ula"], "PT", &["pt", "es"], 560, "Inês Guimarães"),
    company(
        "Manufacture des Trois Rivières",
        &["trois-rivieres", "mtr-atelier"],
        "FR",
        &["fr", "pt"],
        420,
        "Hélène Rousseau",
    ),
    company("Aquila Meccanica S.p.A.", &["aquila", "aquila-service"], "IT", &["it", "de", "cs"], 310, "Marta Esposito"),
    company("شركة النخيل للتجارة", &["nakheel-trading"], "AE", &["ar", "en", "hi"], 240, "ليلى المصري"),
    company("Kuźnia Wschodnia Sp. z o.o.", &["kuznia-wschodnia"], "PL", &["pl"], 185, "Łukasz Wójcik"),
    company(
        "Θάλασσα Ναυτιλιακή Α.Ε.",
        &["thalassa-shipping", "thalassa-crew"],
        "GR",
        &["el", "en"],
        150,
        "Ελένη Παπαδάκης",
    ),
    company("Cooperativa Agrícola Valdeluz", &["valdeluz"], "ES", &["es"], 120, "Íñigo Núñez"),
    company("晨光软件有限公司", &["chenguang-soft"], "CN", &["zh"], 95, "王 静"),
    company("Fjällräv & Sjöberg Arkitekter AB", &["fjallrav-sjoberg"], "SE", &["nordic"], 86, "Linnéa Sjöberg"),
    company("ТОВ «Північний Вітер»", &["pivnichny-viter"], "UA", &["ru", "en"], 74, "Дмитрий Мельник"),
    company("גשר הצפון בע״מ", &["gesher-hatzafon"], "IL", &["he", "en"], 63, "נועה לוי"),
    company("Boğaziçi Tekstil A.Ş.", &["bogazici-tekstil"], "TR", &["tr"], 55, "Çağla Öztürk"),
    company("한빛 디자인", &["hanbit-design"], "KR", &["ko"], 48, "김서연"),
    company("Hotel Alpenglühen GmbH & Co. KG", &["alpengluehen"], "AT", &["de", "it"], 42, "Jürgen Kaiser"),
    company("Pekařství U Tří Růží s.r.o.", &["tri-ruze"], "CZ", &["cs"], 38, "Šárka Růžičková"),
    company("Studio Legale Conti, Greco e Associati", &["contigreco"], "IT", &["it"], 31, "Niccolò Conti"),
    company("Công ty TNHH Sông Hương", &["song-huong"], "VN", &["vi"], 26, "Nguyễn Thị Hương"),
    company("Родопска Билка ООД", &["rodopska-bilka"], "BG", &["bg"], 23, "Цветан Колев"),
    company("O'Neill & Daughters Boatbuilders Ltd", &["oneill-boats"], "IE", &["en"], 19, "Grace O'Neill"),
    company("Neelkamal Ayurveda Pvt. Ltd.", &["neelkamal"], "IN", &["hi", "en"], 17, "प्रिया शर्मा"),
    company("Ødegård Fiskeri AS", &["odegard-fiskeri"], "NO", &["nordic"], 14, "Øyvind Ødegård"),
    company("Ludoteca Il Bruco", &["ilbruco"], "IT", &["it"], 12, "Chiara Villa"),
    company(
        "Sociedade Filarmónica e Recreativa dos Amigos do Vale da Ribeira de Santa Eufémia e das Aldeias",
        &["filarmonica-vale-ribeira"],
        "PT",
        &["pt"],
        9,
        "Conceição Lourenço",
    ),
    company("Zmaj", &["zmaj"], "SI", &["cs", "de"], 7, "Žaneta Horák"),
    company("Cabinet Noël", &["cabinet-noel"], "CH", &["fr", "de"], 5, "Maëlys Noël"),
    company("Two Bears Coffee", &["two-bears"], "AU", &["en"], 3, "Isla Bennett"),
];
