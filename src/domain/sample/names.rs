//! People's names as many languages write them, and the Latin letters they sign in with.
//!
//! Everyday names only; put together by chance they are nobody's. A name in another script carries
//! its Latin form after `=`; one in Latin letters loses its marks by itself.

use crate::domain::text::fold;

/// How a language puts a name together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    GivenFirst,
    FamilyFirst,
    /// Family name first, without a space.
    FamilyFirstClosed,
}

/// The names of one language.
#[derive(Debug)]
pub struct Tongue {
    pub code: &'static str,
    order: Order,
    given: &'static str,
    family: &'static str,
}

/// A given or family name.
#[derive(Clone, Debug)]
pub struct Name {
    pub written: &'static str,
    /// As it stands in a user name.
    pub latin: String,
}

/// A language's names, taken apart and ready to be picked from.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pub order: Order,
    pub given: Vec<Name>,
    pub family: Vec<Name>,
}

impl Lexicon {
    /// The names of the language `code`; of Italian when there is none.
    pub fn of(code: &str) -> Self {
        let tongue = TONGUES.iter().find(|tongue| tongue.code == code).unwrap_or(&TONGUES[0]);
        Self { order: tongue.order, given: names(tongue.given), family: names(tongue.family) }
    }

    /// The display name of a person.
    pub fn join(&self, given: &Name, family: &Name) -> String {
        match self.order {
            Order::GivenFirst => format!("{} {}", given.written, family.written),
            Order::FamilyFirst => format!("{} {}", family.written, given.written),
            Order::FamilyFirstClosed => format!("{}{}", family.written, given.written),
        }
    }
}

fn names(list: &'static str) -> Vec<Name> {
    let name = |word: &'static str| match word.split_once('=') {
        Some((written, latin)) => Name { written, latin: latin.to_owned() },
        None => Name { written: word, latin: latin(word) },
    };
    list.split(',').map(str::trim).map(name).collect()
}

/// What of `text` a user name can hold.
pub fn latin(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_ascii_alphanumeric() || "'-".contains(*c)).collect()
}

const fn tongue(code: &'static str, order: Order, given: &'static str, family: &'static str) -> Tongue {
    Tongue { code, order, given, family }
}

/// The languages of the sample.
pub const TONGUES: [Tongue; 20] = [
    tongue(
        "it",
        Order::GivenFirst,
        "Alessandra, Andrea, Beatrice, Carlo, Chiara, Davide, Elena, Fabio, Francesca, Giorgio, Giulia, Ilaria, \
         Lorenzo, Luca, Marta, Matteo, Niccolò, Paola, Riccardo, Sara, Silvia, Stefano, Tommaso, Valentina",
        "Bianchi, Caruso, Colombo, Conti, Costa, D'Angelo, De Luca, Esposito, Ferrari, Ferri, Fontana, Galli, Gallo, \
         Giordano, Greco, Lombardi, Mancini, Marino, Moretti, Ricci, Rinaldi, Romano, Rossi, Russo, Serra, Villa",
    ),
    tongue(
        "en",
        Order::GivenFirst,
        "Alice, Amelia, Benjamin, Charlotte, Daniel, Edward, Emily, Ethan, Grace, Hannah, Harry, Isla, Jack, James, \
         Lucy, Megan, Noah, Oliver, Olivia, Owen, Ruby, Samuel, Sophie, Thomas, William, Zoë",
        "Adams, Baker, Bennett, Brown, Carter, Clarke, Cooper, Davies, Evans, Foster, Green, Harris, Hughes, Jackson, \
         Kelly, Lewis, Martin, Mitchell, Murphy, O'Brien, O'Neill, Parker, Roberts, Smith-Jones, Taylor, Walker",
    ),
    tongue(
        "de",
        Order::GivenFirst,
        "Anja, Björn, Christoph, Franziska, Günther, Hannah, Hans-Peter, Heike, Jörg, Jürgen, Katrin, Klaus, Lukas, \
         Lena, Matthias, Sabine, Sebastian, Stefanie, Thomas, Ute, Uwe, Wolfgang",
        "Bauer, Becker, Fischer, Großmann, Hoffmann, Jäger, Kaiser, Klein, Köhler, Krüger, Lehmann, Müller, Neumann, \
         Richter, Schäfer, Schmidt, Schröder, Schulz, Schwarz, Wagner, Weiß, Wolf, Zimmermann, von der Heyde",
    ),
    tongue(
        "fr",
        Order::GivenFirst,
        "Aurélie, Benoît, Camille, Céline, Chloé, Clément, Élodie, Émile, François, Gaëlle, Hélène, Inès, Jérôme, \
         Jean-Luc, Léa, Loïc, Maëlys, Mathieu, Noémie, Océane, René, Théo, Zoé",
        "Bernard, Blanc, Boyer, Chevalier, Delacroix, Dubois, Dupont, Durand, Fournier, Garçon, Gauthier, Girard, \
         L'Hôpital, Lefèvre, Leroy, Martin, Mercier, Moreau, Noël, Petit, Rousseau, Roux, Simon, Vidal",
    ),
    tongue(
        "es",
        Order::GivenFirst,
        "Adrián, Álvaro, Ana, Andrés, Beatriz, Carmen, Diego, Elena, Inés, Íñigo, Javier, José, Lucía, Manuel, María, \
         Martín, Nuria, Óscar, Pablo, Raúl, Rocío, Sofía, Verónica",
        "Álvarez, Castro, Díaz, Domínguez, Fernández, García, Gómez, González, Gutiérrez, Hernández, Ibáñez, Jiménez, \
         López, Martínez, Muñoz, Núñez, Ortega, Peña, Pérez, Ramírez, Rodríguez, Ruiz, Sánchez, Vázquez",
    ),
    tongue(
        "pl",
        Order::GivenFirst,
        "Agnieszka, Andrzej, Bożena, Grażyna, Grzegorz, Jakub, Joanna, Katarzyna, Krzysztof, Łucja, Łukasz, \
         Małgorzata, Marek, Mateusz, Michał, Paweł, Piotr, Stanisław, Świętosława, Wojciech, Zofia",
        "Adamczyk, Dąbrowski, Grabowski, Jabłoński, Jankowski, Kamiński, Kowalczyk, Kozłowski, Krawczyk, Łuczak, Mazur, \
         Nowak, Piotrowski, Szymański, Wiśniewski, Wójcik, Woźniak, Wróbel, Zając, Zieliński, Żukowski",
    ),
    tongue(
        "cs",
        Order::GivenFirst,
        "Aleš, Barbora, Bohumil, Drahomíra, Eliška, Jiří, Kateřina, Lenka, Libuše, Lukáš, Markéta, Matěj, Ondřej, Petr, \
         Šárka, Štěpán, Tereza, Tomáš, Václav, Žaneta",
        "Beneš, Černý, Dvořák, Fiala, Hájek, Horák, Jelínek, Kolář, Král, Krejčí, Kučera, Marek, Němec, Novák, Pokorný, \
         Procházka, Růžička, Sedláček, Svoboda, Veselý, Zeman",
    ),
    tongue(
        "nordic",
        Order::GivenFirst,
        "Åsa, Anders, Astrid, Bjørn, Erik, Freja, Guðrún, Håkon, Ingrid, Jón, Kåre, Lars, Linnéa, Märta, Mikkel, Nils, \
         Øyvind, Sigríður, Søren, Solveig, Tór, Ýmir",
        "Ångström, Andersen, Berg, Bjørnson, Dahl, Eriksson, Hansen, Håkansson, Jørgensen, Lindström, Lund, Møller, \
         Nilsson, Nygård, Öberg, Ødegård, Rasmussen, Sjöberg, Sørensen, Þórsdóttir, Västberg",
    ),
    tongue(
        "tr",
        Order::GivenFirst,
        "Ahmet, Ayşe, Barış, Çağla, Deniz, Elif, Emre, Gökhan, Gül, Işıl, İpek, Kağan, Mehmet, Merve, Oğuz, Özge, Şule, \
         Tuğba, Ümit, Yiğit",
        "Akın, Arslan, Aydın, Bulut, Çelik, Çetin, Demir, Doğan, Erdoğdu, Güneş, Işık, Kaplan, Kılıç, Koç, Öztürk, \
         Şahin, Tekin, Yıldırım, Yıldız, Yılmaz",
    ),
    tongue(
        "vi",
        Order::FamilyFirst,
        "Anh Tuấn, Bích Ngọc, Đức Minh, Gia Huy, Hồng Nhung, Khánh Linh, Minh Châu, Ngọc Ánh, Phương Thảo, Quốc Bảo, \
         Thanh Hà, Thị Hương, Văn Dũng, Xuân Trường",
        "Bùi, Đặng, Đinh, Đỗ, Hoàng, Huỳnh, Lê, Ngô, Nguyễn, Phạm, Phan, Trần, Trương, Võ, Vũ",
    ),
    tongue(
        "el",
        Order::GivenFirst,
        "Αλέξανδρος=alexandros, Άννα=anna, Βασίλης=vasilis, Γιώργος=giorgos, Δήμητρα=dimitra, Ελένη=eleni, \
         Ζωή=zoi, Θεοδώρα=theodora, Ιωάννης=ioannis, Κατερίνα=katerina, Μαρία=maria, Νίκος=nikos, Ξένια=xenia, \
         Παναγιώτης=panagiotis, Σοφία=sofia, Χρήστος=christos",
        "Αντωνίου=antoniou, Βασιλείου=vasileiou, Γεωργίου=georgiou, Δημητρίου=dimitriou, Ιωάννου=ioannou, \
         Καραγιάννης=karagiannis, Κωνσταντίνου=konstantinou, Μακρής=makris, Νικολάου=nikolaou, Οικονόμου=oikonomou, \
         Παπαδάκης=papadakis, Παπαδόπουλος=papadopoulos, Σταύρου=stavrou, Χατζής=chatzis",
    ),
    tongue(
        "ru",
        Order::GivenFirst,
        "Алексей=aleksei, Анна=anna, Борис=boris, Виктория=viktoria, Галина=galina, Дмитрий=dmitrii, Екатерина=ekaterina, \
         Алёна=alyona, Игорь=igor, Кирилл=kirill, Людмила=lyudmila, Максим=maksim, Наталья=natalya, Ольга=olga, \
         Сергей=sergei, Татьяна=tatyana, Юлия=yulia, Ярослав=yaroslav",
        "Белых=belykh, Волошенко=voloshenko, Гончар=gonchar, Дудник=dudnik, Журавель=zhuravel, Заяц=zayats, \
         Коваленко=kovalenko, Кравчук=kravchuk, Лысенко=lysenko, Мельник=melnik, Петренко=petrenko, Седых=sedykh, \
         Ткачук=tkachuk, Черных=chernykh, Шевченко=shevchenko, Щербина=shcherbina",
    ),
    tongue(
        "bg",
        Order::GivenFirst,
        "Борислав=borislav, Весела=vesela, Георги=georgi, Десислава=desislava, Елица=elitsa, Ивайло=ivaylo, \
         Йорданка=yordanka, Калоян=kaloyan, Мария=maria, Петър=petar, Росица=rositsa, Цветан=tsvetan",
        "Бинев=binev, Върбан=varban, Гълъбов=galabov, Захариев=zahariev, Йовчев=yovchev, Колев=kolev, \
         Минчев=minchev, Найден=nayden, Радев=radev, Стоилов=stoilov, Ценков=tsenkov",
    ),
    tongue(
        "zh",
        Order::FamilyFirstClosed,
        "丽华=lihua, 伟=wei, 佳怡=jiayi, 俊杰=junjie, 子涵=zihan, 小明=xiaoming, 志强=zhiqiang, 思远=siyuan, 敏=min, \
         文博=wenbo, 明轩=mingxuan, 晓红=xiaohong, 欣然=xinran, 浩然=haoran, 雪梅=xuemei, 静=jing",
        "刘=liu, 吴=wu, 周=zhou, 孙=sun, 张=zhang, 徐=xu, 朱=zhu, 李=li, 林=lin, 王=wang, 胡=hu, 赵=zhao, 郭=guo, \
         陈=chen, 马=ma, 黄=huang, 欧阳=ouyang",
    ),
    tongue(
        "ja",
        Order::FamilyFirst,
        "さくら=sakura, 健太=kenta, 優子=yuko, 大輔=daisuke, 太郎=taro, 恵美=emi, 拓也=takuya, 明日香=asuka, 結衣=yui, \
         美咲=misaki, 翔=sho, 蓮=ren, 裕子=hiroko, 陽菜=hina, ケンジ=kenji",
        "中村=nakamura, 井上=inoue, 伊藤=ito, 佐々木=sasaki, 佐藤=sato, 加藤=kato, 小林=kobayashi, 山口=yamaguchi, \
         山田=yamada, 斎藤=saito, 松本=matsumoto, 清水=shimizu, 渡辺=watanabe, 田中=tanaka, 高橋=takahashi",
    ),
    tongue(
        "ko",
        Order::FamilyFirstClosed,
        "민준=minjun, 서연=seoyeon, 서준=seojun, 수빈=subin, 예은=yeeun, 우진=ujin, 은지=eunji, 지우=jiu, 지훈=jihun, \
         하윤=hayun, 현우=hyeonu, 혜진=hyejin",
        "강=kang, 김=kim, 박=park, 서=seo, 송=song, 안=ahn, 윤=yoon, 이=lee, 임=lim, 정=jung, 조=cho, 최=choi, 한=han",
    ),
    tongue(
        "ar",
        Order::GivenFirst,
        "أحمد=ahmad, أمينة=amina, إبراهيم=ibrahim, جميلة=jamila, حسن=hasan, خالد=khalid, رانيا=rania, زينب=zaynab, \
         سارة=sara, طارق=tariq, عمر=umar, فاطمة=fatima, ليلى=layla, مريم=maryam, نور=nur, يوسف=yusuf",
        "التميمي=altamimi, الحداد=alhaddad, الخطيب=alkhatib, الزهراني=alzahrani, السيد=alsayyid, الشريف=alsharif, \
         العلي=alali, الفارس=alfaris, القاسم=alqasim, المصري=almasri, النجار=alnajjar, بن سالم=binsalim, منصور=mansur",
    ),
    tongue(
        "he",
        Order::GivenFirst,
        "אבי=avi, אורית=orit, איתן=eitan, גלית=galit, דוד=david, הדס=hadas, טליה=talia, יוסי=yossi, יעל=yael, מיכל=michal, \
         נועה=noa, עומר=omer, רונית=ronit, שירה=shira, תמר=tamar",
        "אברהם=avraham, אלון=alon, ביטון=biton, ברק=barak, דיין=dayan, חדד=hadad, כהן=cohen, לוי=levi, מזרחי=mizrahi, \
         פרידמן=friedman, פרץ=peretz, רוזן=rosen, שפירא=shapira, בן־דוד=ben-david",
    ),
    tongue(
        "hi",
        Order::GivenFirst,
        "अनीता=anita, अमित=amit, अर्जुन=arjun, आरती=aarti, कविता=kavita, दीपक=deepak, नेहा=neha, प्रिया=priya, मीरा=meera, \
         राहुल=rahul, विक्रम=vikram, संजय=sanjay, सुनीता=sunita",
        "गुप्ता=gupta, चौधरी=chaudhary, जोशी=joshi, पटेल=patel, मिश्रा=mishra, मेहता=mehta, यादव=yadav, रेड्डी=reddy, वर्मा=verma, \
         शर्मा=sharma, सिंह=singh",
    ),
    tongue(
        "pt",
        Order::GivenFirst,
        "Afonso, Anaís, Beatriz, Catarina, Conceição, Duarte, Estêvão, Filipa, Gonçalo, Inês, João, Joaquim, Luís, \
         Mafalda, Margarida, Nuno, Rúben, Simão, Tânia, Vitória",
        "Almeida, Araújo, Assunção, Carvalho, Cunha, da Conceição, dos Santos, Fonseca, Gonçalves, Guimarães, Lourenço, \
         Magalhães, Mendonça, Moura, Pinto, Queirós, Simões, Teixeira, Trindade",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::{NAME_LIMIT, line};
    use crate::domain::user_name::UserName;

    #[test]
    fn every_name_can_be_written_and_signed_in_with() {
        for tongue in &TONGUES {
            let lexicon = Lexicon::of(tongue.code);
            for name in lexicon.given.iter().chain(&lexicon.family) {
                assert_eq!(line(name.written, NAME_LIMIT).as_deref(), Ok(name.written), "{}", tongue.code);
                assert!(name.latin.len() >= 2, "{} of {}", name.written, tongue.code);
                assert!(UserName::parse(&format!("{}@a.example", name.latin)).is_ok(), "{}", name.written);
            }
        }
    }

    #[test]
    fn languages_put_names_together_their_own_way() {
        let first = |code: &str| {
            let lexicon = Lexicon::of(code);
            lexicon.join(&lexicon.given[0], &lexicon.family[0])
        };
        assert_eq!(first("it"), "Alessandra Bianchi");
        assert_eq!(first("zh"), "刘丽华");
        assert_eq!(first("vi"), "Bùi Anh Tuấn");
        assert_eq!(latin("Øyvind D'Angelo-Weiß"), "oyvindd'angelo-weiss");
    }
}
