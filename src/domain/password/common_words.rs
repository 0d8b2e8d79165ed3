//! Italian words of which passwords are made, the most usual first, without accents. The estimate knows the English
//! ones itself.

/// Parted by blanks.
pub(super) const COMMON_WORDS: &str = "\
    password passwort segreta segreto accesso entra entrare benvenuto benvenuta benvenuti ciao ciaociao amore \
    amoremio tiamo tiamo123 tesoro mamma papa nonno nonna famiglia figlio figlia bambino bambina fratello sorella \
    amico amica amici azienda ufficio lavoro utente amministratore amministrazione contabilita magazzino \
    segreteria direzione fattura cliente gennaio febbraio marzo aprile maggio giugno luglio agosto settembre \
    ottobre novembre dicembre primavera estate autunno inverno natale pasqua ferragosto vacanze vacanza lunedi \
    martedi mercoledi giovedi venerdi sabato domenica oggi domani italia italiano italiana roma milano napoli \
    torino palermo genova bologna firenze venezia verona padova bari catania juventus juve inter milan lazio \
    fiorentina sampdoria atalanta forza forzajuve forzaroma forzanapoli calcio ferrari giuseppe giovanni antonio \
    mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno paolo michele giorgio aldo \
    sergio luciano andrea alessandro matteo lorenzo davide simone federico riccardo stefano marco luca roberto \
    fabio massimo claudio maurizio enrico alberto giulio emanuele nicola gabriele daniele filippo tommaso maria \
    anna giuseppina rosa angela giovanna teresa lucia carmela caterina francesca antonietta carla elena concetta \
    rita margherita franca paola laura giulia chiara sara martina valentina alessia silvia elisa federica sofia \
    aurora alice giorgia beatrice ginevra emma greta camilla ilaria serena monica barbara cristina daniela simona \
    stefania patrizia principessa principe stella stellina cuore cuoricino farfalla gattino gatto micio cane \
    cagnolino cavallo leone tigre sole luna mare montagna cielo fiore fiori rosso verde azzurro giallo bianco nero \
    viola computer telefono internet cambiami cambia nuova nuovo prova provaprova temporanea provvisoria sicurezza \
    sicura buongiorno buonasera grazie prego auguri fortuna felice felicita vita libero liberta gioia sogno sogni \
    dolce bello bella passaparola parola chiave codice numero macchina casa cucina giardino scuola dottore \
    avvocato maestra";
