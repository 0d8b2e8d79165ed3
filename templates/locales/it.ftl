# The words of the interface. Every key stands in both catalogues; a test tells what is missing or unused.

## Frame

skip-to-content = Vai al contenuto
menu-main = Menu principale
menu-customer = Menu del cliente
dashboard = Dashboard
customers = Clienti
customer = Cliente
subscriptions = Sottoscrizioni
users-and-licenses = Utenti e licenze
account = Account
language = Lingua
where-am-i = Ti trovi qui
plain-http-banner = Questo server è raggiunto tramite http semplice: password e sessioni possono essere lette lungo il percorso. Mettilo dietro https e imposta --public-url.
save = Salva
cancel = Annulla
continue = Continua
go-back = Indietro
apply = Applica
search = Cerca
search-clear = Cancella ricerca e filtro
yes = Sì
no = No
pages = Pagine
page-first = Prima
page-previous = Precedente
page-next = Successiva
page-last = Ultima
page-size = Righe per pagina

## Months

month-1 = gen
month-2 = feb
month-3 = mar
month-4 = apr
month-5 = mag
month-6 = giu
month-7 = lug
month-8 = ago
month-9 = set
month-10 = ott
month-11 = nov
month-12 = dic

## Staff

role-global-admin = Amministratore globale
role-admin-agent = Agente amministratore
role-sales-agent = Agente di vendita
role-helpdesk-agent = Agente help desk
role-user-management-admin = Amministratore gestione utenti
role-choose = Scegli un ruolo
role-hint-short = I ruoli che danno accesso ai clienti sono assegnati dagli amministratori globali.
role-own = Il tuo ruolo
role = Ruolo
roles = Ruoli
roles-permission = Autorizzazione
roles-grant = Un ruolo che dà accesso ai clienti è assegnato solo dagli amministratori globali. Resta sempre almeno un amministratore globale che può accedere.
staff = Gestione utenti
staff-add = Aggiungi collaboratore
staff-count = { $count ->
     [one] { $count } persona
    *[other] { $count } persone
    }
staff-name = Nome
staff-email-hint = La persona accede con questo indirizzo.
staff-you = Tu
staff-status-active = Attivo
staff-status-blocked = Bloccato
staff-status-password-expired = Password temporanea scaduta
staff-status-never-signed-in = Mai effettuato l’accesso
staff-status-must-change-password = Deve cambiare password
staff-added = { $name }: collaboratore aggiunto.
staff-was-reset = { $name } ha una nuova password temporanea. Tutte le sessioni sono terminate.
staff-password-ask = Solo un amministratore globale può rilasciare la password temporanea: chiedigli di reimpostarla.
staff-password-once = Vedrai una sola volta una password temporanea. Può essere usata per { $count } ore.
staff-password-now = Questa password viene mostrata solo ora.
staff-password-hand-over = Consegnala in un modo che nessun altro possa leggere.
staff-password-shown = Questo modulo era già stato inviato e la password è stata mostrata allora. Se nessuno l’ha annotata, reimpostala.
staff-password-until = Password temporanea valida fino al
staff-self = Questo sei tu. Un altro ruolo vale subito. Non puoi bloccare o rimuovere te stesso; la password e le sessioni si trovano nella tua pagina.
staff-global-only = Solo gli amministratori globali possono modificare un amministratore globale.
staff-block = Blocca accesso
staff-waits = Dopo diversi tentativi falliti, l’accesso da un luogo sconosciuto è rifiutato fino alle { $time }. Questa persona può ancora accedere da un browser o da un indirizzo dove ha già funzionato.
staff-unblock = Consenti accesso
staff-reset = Reimposta password
staff-remove = Rimuovi
staff-block-title = Blocca l’accesso di { $name }
staff-block-text = { $name } ({ $email }) viene disconnesso ovunque e non può più accedere.
staff-block-back = Potrai consentirlo di nuovo in seguito.
staff-reset-title = Reimposta la password di { $name }
staff-reset-text = { $name } ({ $email }) viene disconnesso ovunque e la password attuale non funziona più.
staff-reset-hint = Vedrai una sola volta la nuova password temporanea. Può essere usata per { $count } ore.
staff-remove-title = Rimuovi { $name }
staff-remove-text = { $name } ({ $email }) non può più accedere e scompare da tutti gli elenchi.
staff-remove-ends = Con la rimozione termina anche
staff-remove-sessions = { $count ->
     [one] { $count } sessione
    *[other] { $count } sessioni
    }
staff-remove-sheets = { $first ->
     [one] { $first } conferma aperta
    *[other] { $first } conferme aperte
    } { $second ->
     [0] {""}
     [one] con { $second } password temporanea, che viene eliminata definitivamente: consegnala prima
    *[other] con { $second } password temporanee, che vengono eliminate definitivamente: consegnale prima
    }
staff-remove-selections = { $count ->
     [one] { $count } selezione di utenti
    *[other] { $count } selezioni di utenti
    }
staff-remove-back = L’operazione non può essere annullata. Il log attività continua a nominare la persona e l’indirizzo e-mail può essere usato di nuovo.
flash-staff-saved = Le modifiche a { $name } sono state salvate.
flash-own-role = Il tuo ruolo ora è { $name }.
flash-staff-blocked = { $name }: accesso bloccato e tutte le sessioni terminate.
flash-staff-unblocked = { $name } può accedere di nuovo.
flash-staff-removed = { $name }: collaboratore rimosso.

## Own page

profile = La tua pagina
flash-profile-saved = Le modifiche alla tua pagina sono state salvate.
flash-password-changed = La tua password è cambiata. Le altre tue sessioni sono terminate.
time-zone = Fuso orario
time-zone-installation = Come l’installazione ({ $name })
time-zone-now = Gli orari sono mostrati in questo fuso. Per te ora è il { $name }.
password-change = Cambia password
password-current = Password attuale
password-new = Nuova password
password-first = La tua password è temporanea. Scegline una che conosci solo tu, poi potrai continuare.
password-ends-sessions = Le altre tue sessioni terminano.
password-choose = Scegli la tua password
password-temporary = Password temporanea
password-save = Salva e continua
password-hint-user = Almeno { $count } caratteri. Una frase di più parole è facile da ricordare. Il tuo nome, quello della tua azienda e le password usate da molti vengono rifiutati.
flash-password-strong = La tua password è cambiata ed è sicura.
flash-password-very-strong = La tua password è cambiata ed è molto sicura.
account-sign-in = Accedi al tuo account
account-user-name-hint = Il nome completo, con ciò che segue la @.
account-help = Non hai una password o non funziona? Chiedi al tuo amministratore.
account-own = Il tuo account
account-company = Azienda
account-permissions = Autorizzazioni
account-other-roles = { $count ->
    [one] e { $count } altro ruolo
   *[other] e altri { $count } ruoli
 }
account-ends-soon = La tua sessione termina fra meno di due minuti.
account-over = La sessione è terminata. Accedi di nuovo per continuare.
account-licenses-none = Non ti è assegnata alcuna licenza. Chiedi al tuo amministratore.
account-plans-off = Disattivati: { $name }
sessions = Sessioni
sessions-none = Nessun accesso in corso.
sessions-end-all = Termina tutte le sessioni
sessions-end-others = Termina tutte le altre sessioni
session-browser = Browser
session-browser-unknown = Browser sconosciuto
session-address = Indirizzo
session-started = Accesso
session-seen = Ultima attività
session-this = Questa sessione
session-end = Termina
staff-one = La persona
session-end-this = Termina la sessione
session-end-named = Termina la sessione di { $name }
flash-sessions-ended = { $count ->
     [0] Non restava nessuna sessione da terminare.
     [one] { $count } sessione terminata.
    *[other] { $count } sessioni terminate.
    }

## What each role may do

permission-signed-in = Accedere e modificare la propria pagina
permission-see-customers = Vedere clienti, utenti e licenze
permission-manage-users = Aggiungere, modificare, eliminare e ripristinare utenti
permission-reset-passwords = Reimpostare password, bloccare o consentire l’accesso (non di amministratori)
permission-reset-administrators = Reimpostare password, bloccare o consentire l’accesso di amministratori
permission-purge-users = Eliminare definitivamente utenti prima del termine
permission-grant-roles = Concedere o togliere autorizzazioni di amministratore agli utenti
permission-manage-licenses = Assegnare e revocare licenze
permission-edit-customers = Aggiungere e modificare clienti
permission-remove-customers = Rimuovere definitivamente clienti senza utenti
permission-buy-subscriptions = Acquistare sottoscrizioni e modificarne la quantità
permission-suspend-subscriptions = Sospendere e riattivare sottoscrizioni
permission-manage-staff = Aggiungere, modificare, bloccare e rimuovere collaboratori (non amministratori globali)
permission-manage-global-admins = Gestire amministratori globali, rilasciare password temporanee dei collaboratori
permission-see-customers-activity = Vedere il log attività di tutti i clienti
permission-see-all-activity = Vedere il log attività completo

## Signing in

sign-in = Accedi
sign-out = Esci
email = E-mail
password = Password
password-again = Ripeti la password
password-hint = Almeno { $count } caratteri. Una frase di più parole è facile da ricordare.
your-name = Il tuo nome
setup-title = Configura Partnerdesk
setup-text = Stai creando il primo amministratore globale di questa installazione. Questa pagina funziona una sola volta.
setup-submit = Crea amministratore globale
flash-signed-out = Disconnessione effettuata.
flash-not-saved = L’accesso non è più attivo. Ciò che hai inviato non è stato salvato.
signed-out-idle = { $count ->
    [one] La sessione è terminata perché per un minuto non è stato fatto nulla.
   *[other] La sessione è terminata perché per { $count } minuti non è stato fatto nulla.
}
signed-out-absolute = { $count ->
    [one] La sessione è terminata perché l’accesso risale a un’ora fa.
   *[other] La sessione è terminata perché l’accesso risale a { $count } ore fa.
}
signed-out-kept = Ciò che hai scritto è conservato fino a { $name }. Accedi e lo ritrovi.
reauthentication = Inserisci la password
reauthentication-why = Hai inserito la password più di 10 minuti fa. Inseriscila di nuovo per proseguire. Non è ancora stato fatto nulla.
comes-back = Ecco il modulo come l’hai lasciato. Non è ancora stato fatto nulla: controlla, poi prosegui.
clock-doubted = { $count ->
    [one] L’orologio di questa macchina segna { $now }; la voce più recente prima era del { $newest }. Un utente eliminato, i cui 30 giorni sono finiti secondo questo orologio, attende di essere rimosso definitivamente finché non lo confermi, o finché non è andato avanti per 24 ore.
   *[other] L’orologio di questa macchina segna { $now }; la voce più recente prima era del { $newest }. { $count } utenti eliminati, i cui 30 giorni sono finiti secondo questo orologio, attendono di essere rimossi definitivamente finché non lo confermi, o finché non è andato avanti per 24 ore.
}
clock-confirm = L’orologio è giusto
clock-wrong = Se è sbagliato, correggilo sulla macchina: allora nessuno viene rimosso e non serve confermare nulla.
flash-clock-moved = L’orologio segna un’ora diversa da quella che hai visto. Controlla di nuovo.
flash-clock-confirmed = L’orologio è confermato. Chi è scaduto viene rimosso poco a poco: ogni ora chi è scaduto nell’arco di un giorno.

## Dashboard

tile-users = Utenti
tile-unlicensed = { $count } senza licenza
tile-seats-bought = Licenze acquistate
tile-seats-assigned = Licenze assegnate
tile-seats-over = { $count } oltre il totale
tile-seats-free = Licenze disponibili
tile-expiring-users = Utenti eliminati che scadono entro 3 giorni
tile-ending-subscriptions = Sottoscrizioni che terminano entro 30 giorni

## Customers

add-customer = Aggiungi cliente
export-customers = Esporta clienti
search-customers = Cerca clienti
customers-count = { $count ->
     [one] { $count } cliente
    *[other] { $count } clienti
    }
customers-none = Non c’è ancora nessun cliente.
customers-none-archived = Nessun cliente è archiviato.
customers-found-archived = { $count ->
     [one] Lo ha un cliente archiviato
    *[other] Lo hanno { $count } clienti archiviati
    }
customers-none-add = Aggiungi il primo, oppure importali con: partnerdesk import customers FILE
customers-not-found = Nessun cliente ha questo testo nel nome o nel dominio.
customer-more = Altro su { $name }
column-company-name = Nome società
column-primary-domain = Nome di dominio primario
column-relationship = Relazione
column-microsoft-id = ID Microsoft
column-users-count = Utenti
column-unlicensed = Senza licenza
column-more = Altro
company-name = Nome società
primary-domain = Dominio primario
primary-domain-hint = I nomi utente terminano con questo, ad esempio contoso.example.
further-domains = Altri domini
further-domains-hint = Uno per riga. Un dominio usato da utenti non può essere rimosso.
default-location-hint = I nuovi utenti ricevono questa posizione.
location-no-default = Questo cliente non ha una posizione con cui iniziano i moduli.
location-set-default = Impostala in Account
microsoft-id-hint = Il GUID del cliente presso Microsoft. Lascialo vuoto se non lo conosci.
contact-name = Nome del contatto
contact-email = E-mail del contatto
contact-language = Lingua del contatto
contact-language-none = Non nota
language-en = Inglese
language-it = Italiano
flash-customer-added-namesake = { $name } è stato aggiunto. Un altro cliente ha lo stesso nome: { $domains }. Controlla che non sia lo stesso.
flash-customer-saved-namesake = { $name } è stato salvato. Un altro cliente ha lo stesso nome: { $domains }.
flash-customer-added = { $name } è stato aggiunto. Ora aggiungi sottoscrizioni e utenti.
flash-customer-saved = Le modifiche a { $name } sono state salvate.

archive = Archivia
unarchive = Riprendi dall’archivio
archive-title = Archivia { $name }
archive-text = { $count ->
     [0] { $name } esce dall’elenco dei clienti e dalle cifre della dashboard. Non ha utenti attivi.
     [one] { $name } esce dall’elenco dei clienti e dalle cifre della dashboard. Il suo utente attivo conserva account e licenze.
    *[other] { $name } esce dall’elenco dei clienti e dalle cifre della dashboard. I suoi { $count } utenti attivi conservano account e licenze.
    }
archive-after = Non viene eliminato nulla, e tutto si può ancora vedere e modificare. Il cliente resta sotto Archiviati nell’elenco dei clienti e si può riprendere in qualsiasi momento.
customer-archived = Archiviato dal { $name }: non compare nell’elenco dei clienti né nelle cifre della dashboard.
customer-leaves = Non è più un cliente
remove-customer-title = Rimuovi definitivamente: { $name }
remove-customer-text = { $count ->
     [0] { $name } viene rimosso definitivamente con i suoi domini. Non ha utenti né sottoscrizioni.
     [one] { $name } viene rimosso definitivamente con i suoi domini e la sua sottoscrizione. Non ha utenti.
    *[other] { $name } viene rimosso definitivamente con i suoi domini e le sue { $count } sottoscrizioni. Non ha utenti.
    }
remove-customer-after = Dopodiché nessuno potrà più riprenderlo. Ciò che è stato fatto resta nel log attività generale.
remove-customer-instead = Archivialo, oppure elimina prima i suoi utenti e rimuovi definitivamente quelli eliminati.
flash-customer-archived = { $name } è archiviato.
flash-customer-unarchived = { $name } è di nuovo nell’elenco dei clienti.
flash-customer-removed = { $name } è stato rimosso definitivamente.
tab-customers = Clienti ({ $count })
tab-archived = Archiviati ({ $count })

## Users: the list

tab-users = Utenti
add-user = Aggiungi utente
manage-licenses = Gestisci licenze
export-users = Esporta utenti
export-all = Tutti quelli trovati ({ $name })
export-selected = Gli utenti selezionati
search-users = Cerca utenti
filter-by = Filtra utenti per…
filter-all = Tutti gli utenti
filter-licensed = Utenti con licenza
filter-unlicensed = Utenti senza licenza
filter-sign-in-allowed = Accesso consentito
filter-sign-in-blocked = Accesso bloccato
filter-never-signed-in = Mai effettuato l’accesso
filter-global-administrators = Amministratori globali
filter-limited-administrators = Amministratori con limitazioni
filter-license-problem = Utenti con un problema di licenza
filter-products = Per prodotto
filter-has = Ha { $name }
filter-lacks = Non ha { $name }
filter-blocked-with = Utenti bloccati con { $name }
filter-unused-with = Mai effettuato l’accesso, con { $name }
filter-locations = Per posizione
users-count = { $count ->
     [one] { $count } utente
    *[other] { $count } utenti
    }
unlicensed-count = { $count } senza licenza
users-found = { $count ->
     [one] { $count } trovato
    *[other] { $count } trovati
    }
users-found-many = { $name } trovati
users-none = Questo cliente non ha ancora utenti.
users-none-active = Questo cliente non ha utenti attivi. Quelli eliminati possono ancora essere ripristinati.
users-not-found = Nessun utente corrisponde.
chosen-count = { $count ->
     [one] { $count } selezionato
    *[other] { $count } selezionati
    }
selected-users = Utenti selezionati
show-everybody = Mostra tutti gli utenti
select-all-matching = Seleziona tutti gli utenti corrispondenti ({ $name })
clear-selection = Deseleziona
select-page = Seleziona tutti gli utenti di questa pagina
column-users = Utenti
column-user-name = Nome utente
column-display-name = Nome visualizzato
column-first-name = Nome
column-last-name = Cognome
column-created = Creato
column-licenses = Licenze
column-permissions = Autorizzazioni
column-location = Posizione
column-sign-in = Stato accesso
more-licenses = { $count ->
     [one] { $count } altra licenza
    *[other] Altre { $count } licenze
    }
unlicensed = Senza licenza
level-user = Può usare licenze e servizi
level-limited = Amministratore con limitazioni
level-global = Amministratore globale
sign-in-allowed = Consentito
sign-in-blocked = Bloccato
sign-in-never = Mai effettuato

## Users: one of them

user-details = Dettagli utente
first-name = Nome
last-name = Cognome
display-name = Nome visualizzato
user-name = Nome utente
domain = Dominio
location = Posizione
location-none = Scegli un paese
location-hint = Le licenze vengono assegnate per questo paese.
user-permissions = Autorizzazioni utente
permission-user = Utente: può usare licenze e servizi
permission-global = Amministratore globale
permission-limited = Amministratore con limitazioni
limited-roles = Ruoli di un amministratore con limitazioni
directory-role-billing = Amministratore fatturazione
directory-role-helpdesk = Help desk (password)
directory-role-service-support = Supporto servizi
directory-role-user-management = Gestione utenti
other-roles = Altri ruoli, che restano come sono:
sign-in-status = Stato accesso
sign-in-hint = Un utente bloccato mantiene le licenze.
last-sign-in = Ultimo accesso
temporary-password-until = Non ancora cambiata; utilizzabile fino al { $name }
temporary-password-expired = Non cambiata; scaduta il { $name }
add-another-user = Aggiungi un altro utente
save-without-it = Salva senza questa licenza
added-on-sheet = { $count ->
     [one] { $count } utente è stato aggiunto e si trova nella schermata di conferma.
    *[other] { $count } utenti sono stati aggiunti e si trovano nella schermata di conferma.
    }
flash-selected-too = { $count ->
     [one] L’utente corrispondente è selezionato
    *[other] Tutti i { $count } utenti corrispondenti sono selezionati
    }, e anche { $more ->
     [one] quello che avevi già selezionato.
    *[other] i { $more } che avevi già selezionato.
    }
flash-user-saved = Le modifiche a { $name } sono state salvate.
flash-nothing-changed = Nessuna modifica: le licenze sono già come le hai scelte.

## Licenses

licenses = Licenze
products-none = Questo cliente non possiede ancora prodotti.
seats-available = { $first } di { $second } disponibili
seats-none = 0 disponibili
buy-more = Acquista altri
buy-more-of = Acquista altri: { $name }
view-service-plans = Visualizza piani di servizio
view-service-plans-of = Visualizza piani di servizio di { $name }
assign-and-revoke = Assegna e revoca licenze
licenses-updated = Licenze aggiornate
column-product = Prodotto
column-assigned = Assegnate
column-available = Licenze disponibili
column-added = Aggiunte
column-removed = Rimosse
column-licenses-now = Licenze ora
column-outcome = Esito
outcome-success = Operazione riuscita

## Confirmation screen

confirmation = Conferma
sheet-count = { $count ->
     [one] { $count } utente con una nuova password temporanea.
    *[other] { $count } utenti con nuove password temporanee.
    }
sheet-warning = Dopo aver scelto Fine, le password temporanee non saranno più visibili.
sheet-warning-more = Prima stampale, copiale o scaricale. Ogni utente deve scegliere una nuova password al prossimo accesso.
sheet-fed = Un caricamento sta ancora aggiungendo password a questo foglio.
sheet-hidden = { $count ->
     [one] { $count } amministratore non è visualizzato: solo gli agenti amministratori e gli amministratori globali vedono queste password.
    *[other] { $count } amministratori non sono visualizzati: solo gli agenti amministratori e gli amministratori globali vedono queste password.
    }
sheet-closes = Solo tu e gli amministratori globali potete aprire questa pagina. Si chiude da sola il { $name }.
sheet-open = Ci sono password temporanee da consegnare.
sheet-open-empty = Sulla tua conferma non rimane alcuna password temporanea.
sheet-empty = Qui non rimane alcuna password temporanea: gli utenti ne hanno scelta una propria, altri ne hanno create di nuove, oppure gli utenti sono stati eliminati. A chi ne ha ancora bisogno se ne dà una nuova con Reimposta password.
sheet-replaced = Per questi utenti sono state create password più recenti; quelle di questa conferma non funzionano più
sheet-replaced-by = da { $name } il { $time }
sheet-of = Questa è la conferma di { $name }. Il log attività riporta che l’hai aperta.
sheet-done-title = { $count ->
     [one] { $count } password temporanea andrebbe persa
    *[other] { $count } password temporanee andrebbero perse
    }
sheet-done-text = Né le password né i loro collegamenti sono stati stampati, copiati, scaricati o inviati
sheet-done-more = { $count ->
     [one] e { $count } altro utente
    *[other] e altri { $count } utenti
    }
sheet-done-lost = Una volta distrutte, a questi utenti serve una nuova password con Reimposta password.
sheet-done-anyway = Distruggi tutte le password
sheet-unhanded = { $count ->
     [one] { $count } non consegnata
    *[other] { $count } non consegnate
    }
sheets-open = Conferme aperte
sheets-hint = Le password temporanee di tutti che non sono ancora state messe via. Chi apre una conferma viene riportato nel log attività.
sheets-none = Nessuna conferma è aperta.
sheets-cut = Sono mostrate solo quelle che si chiudono per prime.
column-temporary-passwords = Password temporanee
column-valid-until = Utilizzabile fino al
column-opened = Aperta
column-closes = Si chiude da sola
copy-both = Copia entrambi
copy-both-of = Copia entrambi, nome utente e password di { $name }
copy-all = Copia tutto
copy-page = Copia questa pagina
sheet-open-link = Apri la conferma
sheet-file = password temporanee
column-temporary-password = Password temporanea
print = Stampa
download-csv = Scarica CSV
done = Fine
copy-password-of = Copia la password di { $name }
copied = Copiato
print-zone = Gli orari sono quelli di { $name }.
print-hint = Un foglietto per ogni utente. Stampa questa pagina con il browser.
back-to-confirmation = Torna alla conferma
slip-change = Scegli una nuova password al prossimo accesso.
slip-valid = La password temporanea può essere usata fino al { $name }.
slip-address = Accedi a
sheet-address = Gli utenti accedono a { $name }
flash-sheet-closed = La conferma è chiusa e le sue password temporanee sono state eliminate definitivamente.

## Conflicts

conflict-title = Nel frattempo qualcun altro ha modificato questi dati
conflict-by-somebody = { $name } ha salvato una modifica il { $time }.
conflict-by-program = È stato modificato il { $time }.
conflict-field = Campo
conflict-theirs = Salvato ora
conflict-yours = Inserito da te
conflict-what-to-do = Nulla di ciò che hai inserito è perso. Confronta, poi salva di nuovo per usare la tua versione.
field-channel = Canale
field-company-name = Nome società
field-archived = Archiviato
field-microsoft-id = ID Microsoft
field-domains = Domini
field-default-location = Posizione
field-contact-name = Nome del contatto
field-contact-email = E-mail del contatto
field-contact-language = Lingua del contatto
field-first-name = Nome
field-last-name = Cognome
field-display-name = Nome visualizzato
field-user-name = Nome utente
field-credentials = Password
field-permissions = Autorizzazioni utente
field-licenses = Licenze
field-sign-in = Stato accesso
field-sign-in-allowed = Stato accesso
field-sign-in-blocked = Accesso bloccato
field-deleted = Eliminato
field-location = Posizione
field-quantity = Quantità
field-relationship = Relazione
field-external-id = ID sottoscrizione
field-product = Prodotto
field-name = Nome
field-status = Stato
field-started-on = Inizio
field-reseller = Rivenditore
field-term-ends-on = Fine del periodo
field-auto-renew = Rinnovo automatico
field-term = Periodo
field-offer-id = ID offerta
field-email = E-mail
field-role = Ruolo
field-users = Utenti
field-file = File
field-rows = Righe
field-deleted-users = Utenti eliminati
field-subscriptions = Sottoscrizioni
field-added = Aggiunti
field-updated = Aggiornati
field-plan = Piano di servizio
field-other-plan = Altro piano di servizio
field-country = Paese o area geografica
field-reason = Motivo
field-alias = Alias
field-retired = Ritirato
field-plans = Piani di servizio
field-refused = Righe rifiutate
field-sessions = Sessioni terminate
field-sheet-of = Conferma di
field-sheets = Conferme chiuse
field-language = Lingua
field-time-zone = Fuso orario
field-current = Password attuale
field-password = Password
field-password-again = Ripeti la password
field-primary-domain = Dominio primario
field-further-domains = Altri domini
field-domain = Dominio

## Activity log

activity-log = Log attività
export-log = Esporta log
activity-from = Da
activity-to = A
activity-any-action = Qualsiasi azione
activity-anybody = Chiunque
activity-text = Nome o nome utente
activity-program = Partnerdesk
activity-command-line = Riga di comando
activity-installation = Questa installazione
activity-everything = Tutto ciò che è stato fatto, dal più recente. Nulla scade.
activity-own = Ciò che hai fatto tu, dal più recente.
activity-of-customers = Ciò che è stato fatto per i clienti e ciò che hai fatto tu, dal più recente.
activity-none = Nessuna attività corrisponde in questo periodo.
activity-none-so-far = Nessun risultato fino a { $name }. Scegli Successiva per continuare la ricerca.
activity-so-far = Per questa pagina la ricerca è arrivata fino a { $name }; prima può esserci altro.
activity-none-up-to = Nessun risultato fino a { $name }. Scegli Precedente per continuare la ricerca.
activity-up-to = Per questa pagina la ricerca è arrivata fino a { $name }; dopo può esserci altro.
activity-without = senza { $name }
activity-result = Mostra il risultato
activity-deleted = Eliminato
activity-removed = rimosso
activity-details-removed = Dettagli rimossi con l’utente
column-date-time = Data-ora
column-affected-customer = Cliente interessato
column-action = Azione
column-target = Utente o oggetto
column-partner-user = Utente partner
column-before = Prima
column-after = Dopo
column-operation = Operazione
column-record = Registrazione

## Activity log: what was done

operation-create-customer = Cliente aggiunto
operation-update-customer = Cliente modificato
operation-import-customer = Cliente importato
operation-seed-customer = Cliente di esempio creato
operation-archive-customer = Cliente archiviato
operation-unarchive-customer = Cliente ripreso dall’archivio
operation-remove-customer = Cliente rimosso definitivamente
operation-create-subscription = Sottoscrizione aggiunta
operation-update-subscription = Sottoscrizione modificata
operation-suspend-subscription = Sottoscrizione sospesa
operation-reactivate-subscription = Sottoscrizione riattivata
operation-import-subscription = Sottoscrizione importata
operation-create-customer-user = Utente aggiunto
operation-update-customer-user = Utente modificato
operation-update-customer-user-principal-name = Nome utente modificato
operation-update-customer-user-licenses = Licenze modificate
operation-delete-customer-user = Utente eliminato
operation-restore-customer-user = Utente ripristinato
operation-purge = Utente rimosso definitivamente
operation-reauthenticate = Ha inserito di nuovo la password
operation-confirm-clock = Ha confermato l’orologio
operation-give-up-message = Ha rinunciato a inviare un messaggio
operation-reset-customer-user-password = Password reimpostata
operation-change-customer-user-password = Password cambiata dall’utente
operation-open-credential-sheet = Conferma aperta
operation-print-credential-sheet = Password temporanee stampate
operation-download-credential-sheet = Password temporanee scaricate
operation-close-credential-sheet = Conferma chiusa
operation-expire-credential-sheet = Conferma chiusa automaticamente
operation-create-staff = Utente partner aggiunto
operation-update-staff-role = Ruolo di utente partner modificato
operation-update-staff = Utente partner modificato
operation-update-staff-password = Password di utente partner modificata
operation-block-staff = Utente partner bloccato
operation-unblock-staff = Utente partner sbloccato
operation-remove-staff = Utente partner rimosso
operation-end-staff-sessions = Sessioni di utente partner terminate
operation-update-profile = Pagina personale modificata
operation-sign-in = Accesso eseguito
operation-sign-in-failed = Accesso non riuscito
operation-sign-out = Disconnessione
operation-import-products = Prodotti importati
operation-create-catalog-rule = Regola del catalogo aggiunta
operation-delete-catalog-rule = Regola del catalogo rimossa
operation-create-product-alias = Alias di prodotto aggiunto
operation-delete-product-alias = Alias di prodotto rimosso
operation-retire-product = Prodotto ritirato
operation-reinstate-product = Prodotto offerto di nuovo

## Reasons

summary-title = Non è stato ancora possibile procedere
refusal-required = Compila questo campo.
refusal-too-long = Usa al massimo { $limit } caratteri.
refusal-control-characters = Rimuovi i caratteri invisibili: interruzioni di riga, tabulazioni o segni di direzione.
refusal-not-a-domain = Scrivi un dominio come contoso.example: lettere, cifre e trattini, con un punto.
refusal-not-an-address = Scrivi un indirizzo e-mail, come nome@contoso.example.
refusal-user-name-characters = In un nome utente usa solo lettere senza accenti, cifre e ' . - _ ! # ^ ~
refusal-dot-at-start = Un nome utente non può iniziare con un punto. Rimuovilo.
refusal-dot-before-at = Un nome utente non può terminare con un punto subito prima di @. Rimuovilo.
refusal-user-name-taken = { $name } è già in uso. Scegli un altro nome utente.
refusal-domain-not-owned = { $domain } non è un dominio di questo cliente. Scegli uno dei suoi domini.
refusal-domain-taken-by = { $domain } appartiene a { $customer }. Se è passato a un altro cliente, rimuovilo prima dai domini di quel cliente: là nessun utente deve avere un nome in questo dominio.
refusal-match-by-domain = { $domain } appartiene a { $customer } e nulla dice se sia lo stesso cliente: uno dei due non ha un ID Microsoft.
refusal-domain-taken = { $domain } appartiene a un altro cliente. Un dominio può appartenere a un solo cliente.
refusal-domain-in-use = { $domain } non può essere rimosso: { $users ->
     [one] { $users } utente lo usa nel nome utente. Rinominalo prima.
    *[other] { $users } utenti lo usano nel nome utente. Rinominali prima.
    }
refusal-has-users = Un cliente che ha utenti non può essere rimosso: ne ha { $active } attivi e { $deleted } eliminati.
refusal-unknown-location = Scegli un paese dall’elenco.
refusal-location-required = Scegli una posizione: le licenze vengono assegnate per un paese.
refusal-choose = Scegli una delle voci.
refusal-choose-role = Seleziona almeno un ruolo per un amministratore con limitazioni.
refusal-not-an-id = Scrivi un GUID come 01234567-89ab-cdef-0123-456789abcdef, oppure lascia vuoto.
refusal-microsoft-id-taken-by = { $customer } ha questo ID Microsoft. Controlla quale dei due è giusto.
refusal-not-a-guid = Scrivi un GUID come 01234567-89ab-cdef-0123-456789abcdef.
refusal-microsoft-id-taken = Un altro cliente ha questo ID Microsoft. Controllalo.
refusal-no-seats = Non ci sono più licenze di { $product }. Acquistane altre o lasciala fuori.
refusal-pool-not-usable = La sottoscrizione di { $product } è sospesa. Riattivala prima.
refusal-not-assignable = { $product } è per l’intero cliente e non può essere assegnato agli utenti.
refusal-product-not-owned = Il cliente non possiede più uno di questi prodotti. Ricarica la pagina.
refusal-unknown-plan = Uno dei piani di servizio non appartiene al suo prodotto. Ricarica la pagina.
refusal-not-a-number = Scrivi un numero intero.
refusal-number-out-of-range = Scrivi un numero da { $least } a { $most }.
refusal-quantity-in-use = { $free ->
     [one] Libera prima { $free } licenza: ne sono assegnate più di così.
    *[other] Libera prima { $free } licenze: ne sono assegnate più di così.
    }
refusal-password-too-short = Usa almeno { $least } caratteri.
refusal-password-too-long = Usa al massimo { $most } byte: le lettere semplici ne occupano uno, le altre fino a quattro.
refusal-password-common = Questa password è tra le prime che vengono tentate. Scegline un’altra.
refusal-password-guessable = Non usare il tuo nome, il tuo indirizzo e-mail, il nome della tua azienda o quello del prodotto.
refusal-passwords-differ = Le due password sono diverse. Digitale di nuovo.
refusal-password-wrong = Questa non è la tua password attuale. Digitala di nuovo.
refusal-password-alike = È la password attuale con poche differenze: chi conosce quella la indovina. Scegline un’altra.
refusal-password-same = Scegli una password diversa da quella attuale.
refusal-email-taken = Esiste già qualcuno con questo indirizzo e-mail.
refusal-last-global-admin = È l’ultimo amministratore globale che può accedere. Prima nomina un altro amministratore globale.
refusal-own-account = Non puoi farlo con il tuo account. Chiedi a un altro responsabile dei collaboratori; la password si cambia nella tua pagina.
refusal-sign-in-failed = E-mail o password errata, oppure account bloccato. Riprova o chiedi a un amministratore globale.
refusal-user-sign-in-failed = Nome utente o password errati. Riprova o chiedi al tuo amministratore una nuova password.
refusal-user-deleted = Questo account è stato eliminato. Chiedi al tuo amministratore.
refusal-user-blocked = L’accesso è bloccato per questo account. Chiedi al tuo amministratore.
refusal-password-expired = Questa password temporanea è scaduta. Chiedine una nuova al tuo amministratore.
refusal-too-many-tries = Troppi tentativi non riusciti. Attendi qualche minuto, poi riprova.
refusal-missing-role = { $count ->
     [one] Serve il ruolo { $roles }. Chiedi a un amministratore globale.
    *[other] Serve uno dei ruoli { $roles }. Chiedi a un amministratore globale.
    }
refusal-nobody-left = Nessuno degli utenti selezionati è più qui: forse un collega li ha eliminati o ripristinati, oppure non corrispondono più. Torna all’elenco e seleziona di nuovo.
refusal-selection-gone = Questa selezione non c’è più: viene dimenticata 12 ore dopo l’ultima modifica. Torna all’elenco e seleziona di nuovo.
refusal-nobody-chosen = Scegli prima un utente: seleziona la casella davanti al nome.
refusal-users-not-found = { $users ->
     [one] { $users } degli utenti selezionati non è più qui
    *[other] { $users } degli utenti selezionati non sono più qui
    }. Gli altri restano selezionati.
refusal-sheet-closed = Le sue password temporanee sono state eliminate definitivamente. Chi ne ha ancora bisogno ne riceve una nuova con Reimposta password.
refusal-file-empty = Il file è vuoto. Esportalo di nuovo.
refusal-file-not-text = Questo file non è né testo né una cartella di lavoro. Salva l’elenco come cartella di lavoro (.xlsx) o come CSV e riprova.
refusal-file-old-workbook = Questa è una cartella di lavoro nel vecchio formato di Excel (.xls), qualunque sia il suo nome. Aprila, salvala come cartella di lavoro di Excel (.xlsx) o come CSV UTF-8 e riprova.
refusal-file-binary-workbook = Questa è una cartella di lavoro binaria (.xlsb). Aprila, salvala come cartella di lavoro di Excel (.xlsx) o come CSV UTF-8 e riprova.
refusal-file-open-document = Questo è un file OpenDocument (.ods). Aprilo, salvalo come cartella di lavoro di Excel (.xlsx) o come CSV e riprova.
refusal-file-numbers = Questo è un file di Numbers, Pages o Keynote di Apple. Aprilo, esportalo come cartella di lavoro di Excel (.xlsx) o come CSV e riprova.
refusal-file-locked = Questa cartella di lavoro è crittografata con una password o un’etichetta di riservatezza. Aprila, salvane una copia senza come cartella di lavoro di Excel (.xlsx) e riprova.
refusal-file-document = Questo è un documento o una presentazione, non una cartella di lavoro. Copia l’elenco in un foglio di calcolo, salvalo come cartella di lavoro di Excel (.xlsx) o come CSV e riprova.
refusal-file-web-page = Questa è una pagina web, qualunque sia il suo nome. Aprila in un foglio di calcolo, salvala come cartella di lavoro di Excel (.xlsx) o come CSV UTF-8 e riprova.
refusal-file-zip = Questo è un archivio ZIP che non contiene una cartella di lavoro. Estrailo e scegli l’elenco che contiene.
refusal-file-compressed = Questo è un file compresso. Estrailo e scegli l’elenco che contiene.
refusal-file-pdf = Questo è un PDF. Copia l’elenco in un foglio di calcolo, salvalo come cartella di lavoro di Excel (.xlsx) o come CSV e riprova.
refusal-file-picture = Questa è un’immagine. Copia l’elenco in un foglio di calcolo, salvalo come cartella di lavoro di Excel (.xlsx) o come CSV e riprova.
refusal-file-data = È un file che i programmi si scambiano (come JSON, XML, vCard o LDIF), non una tabella. Esporta l’elenco come CSV o come cartella di lavoro di Excel (.xlsx) e riprova.
refusal-file-too-large = Il file supera { $limit } MB. Dividilo in più file.
refusal-file-too-many-rows = Il file ha più di { $limit } righe. Dividilo in più file.
refusal-file-too-many-columns = Il file ha più di { $limit } colonne. Tieni solo quelle che servono.
refusal-row-too-wide = La riga ha una cella oltre la colonna { $limit }. Svuotala, o spostala accanto alle altre.
refusal-workbook-too-large = Estratta, la cartella di lavoro supera { $limit } MB, oppure ha troppi testi o formati. Copia l’elenco in una nuova cartella di lavoro, o salvalo come CSV UTF-8.
refusal-workbook-damaged = La cartella di lavoro è danneggiata. Aprila in un foglio di calcolo, salvala di nuovo come cartella di lavoro di Excel (.xlsx) o come CSV UTF-8 e riprova.
refusal-no-worksheet = Nessun foglio visibile della cartella di lavoro contiene testo. Mostra quello con l’elenco, salva la cartella di lavoro e riprova.
refusal-worksheet-unknown = La cartella di lavoro non ha un foglio visibile di nome { $name }. Scegline un altro.
refusal-choose-worksheet = La cartella di lavoro ha più fogli e nessuno ha intestazioni conosciute. Scegline uno: { $worksheets }.
refusal-cell-too-long = Una cella di questa riga ha più di { $limit } caratteri. Manca una virgoletta o una fine di riga?
refusal-no-stored-value = La cella { $cell } ha una formula senza un valore salvato. Apri la cartella di lavoro in un foglio di calcolo, salvala e riprova, o metti il valore al suo posto.
refusal-error-value = La cella { $cell } ha un errore al posto di un valore. Correggila nel foglio di calcolo.
refusal-quote-not-closed = Una virgoletta di questa riga non è chiusa. Chiudila o rimuovila.
refusal-line-wrapped = L’intera riga sta tra virgolette e le sue celle non si distinguono. Scrivila senza quelle attorno.
refusal-letters-lost = Alcune lettere di questa cella non si leggono nella codifica del file. Scrivile di nuovo.
refusal-columns-missing = { $count ->
     [1] Manca la colonna { $columns }.
    *[other] Mancano queste colonne: { $columns }.
    }
refusal-column-twice = Due colonne si chiamano { $column }. Tienine una sola.
refusal-too-many-cells = La riga ha più celle delle intestazioni. Metti tra virgolette il testo che contiene una virgola.
refusal-shifted = Un indirizzo si trova in una colonna che non ne contiene: le celle stanno sotto intestazioni non loro. Metti tra virgolette il testo che contiene il separatore delle celle.
refusal-parted-otherwise = Questa riga usa un separatore diverso da quello delle intestazioni. Usa lo stesso separatore in tutte le righe.
refusal-row-repeated = La riga { $line } dice altro della stessa cosa. Tieni una sola delle due righe.
refusal-plan-unknown = Nessun piano di servizio del catalogo ha questo nome, numero di parte o GUID.
refusal-plan-ambiguous = Può trattarsi di più piani di servizio. Indica quale con il GUID: { $candidates }.
refusal-excludes-itself = Un piano di servizio non può escludere se stesso. Scegline un altro.
refusal-rule-exists = Questa regola c’è già.
refusal-alias-exists = Il prodotto ha già questo nome.
refusal-alias-taken = Questo nome indica già { $product }. Prima rimuovilo da lì, o scegli un altro nome.
refusal-product-retired = { $product } è ritirato e non si può più acquistare. Scegli un altro prodotto.
refusal-several-ids = La riga { $line } ha lo stesso nome e numero di parte con un altro ID. Una colonna è stata trascinata in giù in un foglio di calcolo? Scarica di nuovo l’elenco da Microsoft.
refusal-known-by-other-id = Il catalogo ha questo nome e numero di parte con l’ID { $id }. Se quello nuovo è giusto, prima ritira l’altro.
refusal-counts-up = Questo ID e quello della riga { $line } aumentano mentre il nome o il numero di parte resta. Una colonna è stata trascinata in giù in un foglio di calcolo? Scarica di nuovo l’elenco da Microsoft.
refusal-name-counts-up = Altre righe di questo prodotto, come la riga { $line }, hanno lo stesso valore con un altro numero in fondo. Una colonna è stata trascinata in giù in un foglio di calcolo? Scarica di nuovo l’elenco da Microsoft.
refusal-of-another-product = La riga { $line } ha lo stesso valore per un altro prodotto. Una colonna è slittata o è stata copiata in giù in un foglio di calcolo? Scarica di nuovo l’elenco da Microsoft.
refusal-of-another-plan = La riga { $line } ha questo ID per un altro piano di servizio. Una colonna è slittata o è stata copiata in giù in un foglio di calcolo? Scarica di nuovo l’elenco da Microsoft.
refusal-known-as-other = Il catalogo ha questo valore come numero di parte di { $id }. Una colonna è slittata in un foglio di calcolo? Scarica di nuovo l’elenco da Microsoft.
refusal-spreadsheet-value = Un foglio di calcolo ne ha fatto un numero, una data o un errore. Scarica di nuovo l’elenco e non salvarlo da un foglio di calcolo.
refusal-garbled = Il testo è stato letto con una codifica errata ed è rovinato. Scarica di nuovo l’elenco e non salvarlo da un foglio di calcolo.
refusal-column-shifted = Qui c’è un ID: le colonne di questa riga sono slittate. Scarica di nuovo l’elenco.
refusal-product-unknown = { $count ->
     [0] Nessun prodotto ha questo nome, numero di parte o GUID. Importa l'elenco di prodotti più recente, o indica quale intendi.
    *[other] Nessun prodotto ha questo nome, numero di parte o GUID. Importa l'elenco di prodotti più recente, o indica quale intendi. Simili: { $candidates }.
    }
refusal-product-ambiguous = Può trattarsi di più prodotti. Indica quale con il numero di parte o il GUID: { $candidates }.
refusal-product-contradicted = Questo GUID è quello di { $product }, mentre il nome nella riga è di un altro prodotto. Una delle due colonne si è spostata: correggila, oppure lascia vuoto il GUID.
refusal-ends-before-start = Il periodo finirebbe prima di iniziare. Modifica uno dei due giorni.
refusal-unknown-status = Questo stato non è noto. Scrivi Attiva, Avviso, Sospesa o Eliminata.
skipped-usage = Si paga a consumo e non ha licenze da assegnare.
skipped-reservation = È una prenotazione e non ha licenze da assegnare.
skipped-software = È software acquistato una volta per tutte e non ha licenze da assegnare.
skipped-pending = Non è ancora attiva. Importala di nuovo quando lo sarà.
refusal-subscription-of = { $customer } ha questa sottoscrizione. Controlla di chi è questa esportazione.
import-namesakes = anche un altro cliente si chiama { $name }: { $domains }. Controlla che non sia lo stesso.
refusal-subscription-of-other = Un altro cliente ha questa sottoscrizione. Controlla di chi è l'esportazione.
refusal-subscription-suspended = Questa sottoscrizione è sospesa. Riattivala prima di modificarne la quantità.
refusal-subscription-deleted = Questa sottoscrizione è eliminata. Aggiungine una nuova.
refusal-not-a-date = Scrivi un giorno come 2026-11-24, o lascialo vuoto.
refusal-dates-reversed = A precede Da. Scambia le due date.

## Problems

problem-bad-address = Questo indirizzo non è corretto
problem-bad-address-text = Indica un filtro, un ordine o una pagina che non esiste. Torna indietro e scegli di nuovo.
problem-not-found = Non trovato
problem-not-found-text = Non c’è nulla a questo indirizzo. Potrebbe essere stato rimosso nel frattempo.
problem-missing-role = Il tuo ruolo non lo consente
problem-refused = Non è possibile
problem-sheet-closed = Questa conferma è chiusa
problem-wrong-method = Questo indirizzo non si usa così
problem-wrong-method-text = Torna indietro e usa i pulsanti della pagina.
problem-too-large = Troppo in una volta
problem-too-large-text = È stato inviato più di quanto questa pagina accetti. Nulla è stato modificato. Invia meno alla volta.
problem-too-slow = Ci è voluto troppo tempo
problem-too-slow-text = I dati inviati hanno smesso di arrivare, quindi nulla è stato modificato. Controlla la connessione e riprova.
problem-not-yet = Procedere ora?
problem-not-yet-text = L’avevi chiesto prima di dover accedere o inserire la password.
problem-form-gone = Non c’è nessun modulo di questo tipo per te
problem-form-gone-text = Un modulo è conservato per un’ora, per chi lo ha compilato. Se era tuo, compilalo di nuovo.
problem-form-done = È già stato fatto
problem-form-done-text = Hai inviato questo modulo dopo averlo ritrovato, ed è stato eseguito. Il registro attività dice che cosa è cambiato.
problem-unreadable = Impossibile leggere
problem-unreadable-text = Ciò che è stato inviato non proviene da questa pagina. Nulla è stato modificato. Torna indietro, ricarica la pagina e riprova.
problem-cross-site = Rifiutato per la tua sicurezza
problem-cross-site-text = La richiesta non proviene da una pagina di questo server, quindi nulla è stato modificato. Apri la pagina qui e riprova.
problem-wrong-host = Serve un altro nome
problem-wrong-host-text = Questo server non risponde al nome nell’indirizzo. Usa il suo, oppure consenti questo con --also-host.
problem-role-changed = Ora hai un altro ruolo
problem-role-changed-text = Il tuo ruolo è stato cambiato nel frattempo, quindi nulla è stato modificato. Le pagine mostrano cosa puoi fare ora; riapri questa.
problem-busy = Server occupato
problem-busy-text = Troppe persone stanno accedendo in questo momento. Riprova tra qualche secondo.
problem-outage = Al momento non è possibile
problem-unknown = Forse eseguito, forse no
problem-kept = Ciò che hai inviato è conservato in questa pagina.
problem-kept-once = Ciò che hai inviato è conservato in questa pagina. Se l’operazione è già stata eseguita, non viene eseguita una seconda volta.
problem-again = Riprova
outage-read-only = Al momento il database è in sola lettura, quindi nulla è stato modificato. Riprova più tardi; chi gestisce questa installazione sa quando.
outage-full = Non c’è più spazio dove sono conservati i dati, quindi nulla è stato modificato. Chiedi a chi gestisce questa installazione di liberare spazio, poi riprova.
outage-locked = Un altro programma sta occupando il database, quindi nulla è stato modificato. Riprova tra un momento.
outage-unreachable = Al momento il database non funziona o non risponde. Riprova tra un momento. Se continua, chi gestisce questa installazione trova la causa nel log.
outage-memory = Al momento il server ha troppo poca memoria. Riprova tra un momento.
outage-unknown = Il database ha smesso di funzionare proprio alla fine, quindi non si sa se l’operazione è stata eseguita. Riprova, oppure controlla se risulta.
problem-unexpected = Qualcosa è andato storto
problem-unexpected-text = È stato registrato. Nulla è stato modificato a metà. Riprova; se succede ancora, comunica al tuo amministratore il numero qui sotto.
problem-request-id = Richiesta

## Countries, by their codes of ISO 3166-1

country-AD = Andorra
country-AE = Emirati Arabi Uniti
country-AF = Afghanistan
country-AG = Antigua e Barbuda
country-AI = Anguilla
country-AL = Albania
country-AM = Armenia
country-AO = Angola
country-AQ = Antartide
country-AR = Argentina
country-AS = Samoa Americane
country-AT = Austria
country-AU = Australia
country-AW = Aruba
country-AX = Isole Åland
country-AZ = Azerbaigian
country-BA = Bosnia ed Erzegovina
country-BB = Barbados
country-BD = Bangladesh
country-BE = Belgio
country-BF = Burkina Faso
country-BG = Bulgaria
country-BH = Bahrein
country-BI = Burundi
country-BJ = Benin
country-BL = Saint-Barthélemy
country-BM = Bermuda
country-BN = Brunei
country-BO = Bolivia
country-BQ = Caraibi Olandesi
country-BR = Brasile
country-BS = Bahamas
country-BT = Bhutan
country-BV = Isola Bouvet
country-BW = Botswana
country-BY = Bielorussia
country-BZ = Belize
country-CA = Canada
country-CC = Isole Cocos (Keeling)
country-CD = Congo - Kinshasa
country-CF = Repubblica Centrafricana
country-CG = Congo-Brazzaville
country-CH = Svizzera
country-CI = Costa d’Avorio
country-CK = Isole Cook
country-CL = Cile
country-CM = Camerun
country-CN = Cina
country-CO = Colombia
country-CR = Costa Rica
country-CU = Cuba
country-CV = Capo Verde
country-CW = Curaçao
country-CX = Isola Christmas
country-CY = Cipro
country-CZ = Cechia
country-DE = Germania
country-DJ = Gibuti
country-DK = Danimarca
country-DM = Dominica
country-DO = Repubblica Dominicana
country-DZ = Algeria
country-EC = Ecuador
country-EE = Estonia
country-EG = Egitto
country-EH = Sahara Occidentale
country-ER = Eritrea
country-ES = Spagna
country-ET = Etiopia
country-FI = Finlandia
country-FJ = Figi
country-FK = Isole Falkland
country-FM = Micronesia
country-FO = Isole Fær Øer
country-FR = Francia
country-GA = Gabon
country-GB = Regno Unito
country-GD = Grenada
country-GE = Georgia
country-GF = Guyana Francese
country-GG = Guernsey
country-GH = Ghana
country-GI = Gibilterra
country-GL = Groenlandia
country-GM = Gambia
country-GN = Guinea
country-GP = Guadalupa
country-GQ = Guinea Equatoriale
country-GR = Grecia
country-GS = Georgia del Sud e Sandwich Australi
country-GT = Guatemala
country-GU = Guam
country-GW = Guinea-Bissau
country-GY = Guyana
country-HK = RAS di Hong Kong
country-HM = Isole Heard e McDonald
country-HN = Honduras
country-HR = Croazia
country-HT = Haiti
country-HU = Ungheria
country-ID = Indonesia
country-IE = Irlanda
country-IL = Israele
country-IM = Isola di Man
country-IN = India
country-IO = Territorio Britannico dell’Oceano Indiano
country-IQ = Iraq
country-IR = Iran
country-IS = Islanda
country-IT = Italia
country-JE = Jersey
country-JM = Giamaica
country-JO = Giordania
country-JP = Giappone
country-KE = Kenya
country-KG = Kirghizistan
country-KH = Cambogia
country-KI = Kiribati
country-KM = Comore
country-KN = Saint Kitts e Nevis
country-KP = Corea del Nord
country-KR = Corea del Sud
country-KW = Kuwait
country-KY = Isole Cayman
country-KZ = Kazakistan
country-LA = Laos
country-LB = Libano
country-LC = Saint Lucia
country-LI = Liechtenstein
country-LK = Sri Lanka
country-LR = Liberia
country-LS = Lesotho
country-LT = Lituania
country-LU = Lussemburgo
country-LV = Lettonia
country-LY = Libia
country-MA = Marocco
country-MC = Monaco
country-MD = Moldavia
country-ME = Montenegro
country-MF = Saint Martin
country-MG = Madagascar
country-MH = Isole Marshall
country-MK = Macedonia del Nord
country-ML = Mali
country-MM = Myanmar (Birmania)
country-MN = Mongolia
country-MO = RAS di Macao
country-MP = Isole Marianne Settentrionali
country-MQ = Martinica
country-MR = Mauritania
country-MS = Montserrat
country-MT = Malta
country-MU = Mauritius
country-MV = Maldive
country-MW = Malawi
country-MX = Messico
country-MY = Malaysia
country-MZ = Mozambico
country-NA = Namibia
country-NC = Nuova Caledonia
country-NE = Niger
country-NF = Isola Norfolk
country-NG = Nigeria
country-NI = Nicaragua
country-NL = Paesi Bassi
country-NO = Norvegia
country-NP = Nepal
country-NR = Nauru
country-NU = Niue
country-NZ = Nuova Zelanda
country-OM = Oman
country-PA = Panama
country-PE = Perù
country-PF = Polinesia Francese
country-PG = Papua Nuova Guinea
country-PH = Filippine
country-PK = Pakistan
country-PL = Polonia
country-PM = Saint-Pierre e Miquelon
country-PN = Isole Pitcairn
country-PR = Portorico
country-PS = Territori Palestinesi
country-PT = Portogallo
country-PW = Palau
country-PY = Paraguay
country-QA = Qatar
country-RE = Riunione
country-RO = Romania
country-RS = Serbia
country-RU = Russia
country-RW = Ruanda
country-SA = Arabia Saudita
country-SB = Isole Salomone
country-SC = Seychelles
country-SD = Sudan
country-SE = Svezia
country-SG = Singapore
country-SH = Sant’Elena
country-SI = Slovenia
country-SJ = Svalbard e Jan Mayen
country-SK = Slovacchia
country-SL = Sierra Leone
country-SM = San Marino
country-SN = Senegal
country-SO = Somalia
country-SR = Suriname
country-SS = Sud Sudan
country-ST = São Tomé e Príncipe
country-SV = El Salvador
country-SX = Sint Maarten
country-SY = Siria
country-SZ = Eswatini
country-TC = Isole Turks e Caicos
country-TD = Ciad
country-TF = Terre Australi Francesi
country-TG = Togo
country-TH = Thailandia
country-TJ = Tagikistan
country-TK = Tokelau
country-TL = Timor Est
country-TM = Turkmenistan
country-TN = Tunisia
country-TO = Tonga
country-TR = Turchia
country-TT = Trinidad e Tobago
country-TV = Tuvalu
country-TW = Taiwan
country-TZ = Tanzania
country-UA = Ucraina
country-UG = Uganda
country-UM = Isole Minori Esterne degli Stati Uniti
country-US = Stati Uniti
country-UY = Uruguay
country-UZ = Uzbekistan
country-VA = Città del Vaticano
country-VC = Saint Vincent e Grenadine
country-VE = Venezuela
country-VG = Isole Vergini Britanniche
country-VI = Isole Vergini Americane
country-VN = Vietnam
country-VU = Vanuatu
country-WF = Wallis e Futuna
country-WS = Samoa
country-YE = Yemen
country-YT = Mayotte
country-ZA = Sudafrica
country-ZM = Zambia
country-ZW = Zimbabwe

## Subscriptions

subscription-add = Aggiungi sottoscrizione
subscription-export = Esporta sottoscrizioni
column-subscription = Sottoscrizione
column-subscription-id = ID sottoscrizione
column-quantity = Quantità
column-status = Stato
column-start = Inizio
column-term-end = Fine del periodo
column-reseller = Rivenditore
column-product-guid = GUID prodotto
subscription-status-active = Attiva
subscription-status-warning = In periodo di tolleranza
subscription-status-suspended = Sospesa
subscription-status-deleted = Eliminata
subscription-seats = { $first } di { $second } assegnate
subscription-over = { $count } di troppo
subscription-holders = Mostra gli utenti che la possiedono
subscription-renews = Si rinnova
subscription-ends = Non si rinnova
subscription-auto-renew = Rinnovo automatico
subscription-term = Periodo
subscription-offer-id = ID offerta
term-years = { $count ->
     [one] { $count } anno
    *[other] { $count } anni
    }
term-months = { $count ->
     [one] { $count } mese
    *[other] { $count } mesi
    }
term-weeks = { $count ->
     [one] { $count } settimana
    *[other] { $count } settimane
    }
term-days = { $count ->
     [one] { $count } giorno
    *[other] { $count } giorni
    }
subscription-none = Questo cliente non ha ancora sottoscrizioni.
subscription-none-import = Aggiungi una sottoscrizione, oppure importa le sottoscrizioni con: partnerdesk import subscriptions FILE --customer { $name }
subscription-none-ask = Chiedi a un agente di vendita, a un agente amministratore o a un amministratore globale di aggiungerne una.
subscription-catalog-empty = Non ci sono ancora prodotti da scegliere. Caricali con: partnerdesk import products FILE
subscription-search = Cerca per nome o codice prodotto
subscription-search-first = Cerca prima un prodotto.
subscription-not-found = Nessun prodotto ha questo testo nel nome o nel codice prodotto.
subscription-found-more = Altri prodotti corrispondono. Cerca una parte più lunga del nome per trovarli.
subscription-change = Modifica la quantità ({ $count })
subscription-not-known = Non noto
subscription-start-hint = Oggi, se lasciato vuoto.
subscription-term-end-hint = Se lasciato vuoto, segue da inizio e periodo.
subscription-deleted-hint = È eliminata: le sue licenze non possono essere usate e non si può più modificare nulla.
subscription-quantity-hint = Da 1 a 1.000.000 di licenze.
subscription-suspend = Sospendi
subscription-reactivate = Riattiva
subscription-suspended-hint = Le sue licenze non possono essere usate e la quantità resta com’è. Un agente amministratore o un amministratore globale può riattivarla.
suspend-subscription-title = Sospendi { $name }
suspend-subscription-text = { $count ->
     [one] { $count } licenza di { $name } di { $customer } non potrà più essere usata.
    *[other] { $count } licenze di { $name } di { $customer } non potranno più essere usate.
    }
suspend-subscription-loses = { $first ->
     [one] { $first } utente possiede una licenza di questo prodotto.
    *[other] { $first } utenti possiedono una licenza di questo prodotto.
    } { $second ->
     [one] { $second } di loro la perde.
    *[other] { $second } di loro la perdono.
    }
suspend-subscription-loses-nobody = { $count ->
     [0] Nessun utente possiede una licenza di questo prodotto.
     [one] { $count } utente possiede una licenza di questo prodotto e la mantiene: ne restano abbastanza.
    *[other] { $count } utenti possiedono una licenza di questo prodotto e la mantengono: ne restano abbastanza.
    }
suspend-subscription-back = Puoi riattivarla in seguito. Nel frattempo resta annotato chi possiede una licenza.
flash-subscription-added = È stata aggiunta una sottoscrizione di { $name }.
flash-subscription-saved = { $name } è stata salvata.
flash-subscription-suspended = { $name } è sospesa.
flash-subscription-reactivated = { $name } è di nuovo attiva.

# ---- Questions before something is done to users, and what became of it ----
choose-users = Scegli prima gli utenti
reset-password = Reimposta password
block-sign-in = Blocca o consenti l’accesso
delete = Elimina
delete-user-account = Elimina account utente
question-more = { $count ->
     [one] e un altro
    *[other] e altri { $count }
    }
question-left-out = { $count ->
     [one] { $count } degli utenti selezionati è escluso: non è più presente.
    *[other] { $count } degli utenti selezionati sono esclusi: non sono più presenti.
    }
question-administrators = { $users ->
     [1] Questo utente è un amministratore.
    *[other] Amministratori tra loro: { $names }.
    }
question-out-of-reach = { $count ->
     [one] Escluso perché amministratore: { $names }. Possono farlo solo questi ruoli: { $roles }.
    *[other] Esclusi perché amministratori ({ $count }): { $names }. Possono farlo solo questi ruoli: { $roles }.
    }
delete-one = Elimina account utente: { $name }
delete-many = { $count ->
     [one] Elimina { $count } account utente
    *[other] Elimina { $count } account utente
    }
delete-text = { $count ->
     [one] L’account presso { $customer } viene eliminato. La persona non potrà più accedere.
    *[other] { $count } account presso { $customer } vengono eliminati. Queste persone non potranno più accedere.
    }
delete-seats = Queste licenze si liberano subito: { $products }.
delete-no-seats = Nessuna licenza si libera: non ne è assegnata alcuna.
delete-until = { $count ->
     [one] L’account può essere ripristinato con le sue licenze per 30 giorni, fino a { $time }. Dopodiché sarà eliminato definitivamente.
    *[other] Gli account possono essere ripristinati con le loro licenze per 30 giorni, fino a { $time }. Dopodiché saranno eliminati definitivamente.
    }
delete-last-administrator = { $customer } resterebbe senza alcun amministratore globale.
delete-last-administrator-tick = { $count ->
     [one] Elimina anche l’ultimo amministratore globale
    *[other] Elimina anche tutti gli amministratori globali
    }
delete-button = { $count ->
     [one] Elimina account utente
    *[other] Elimina account utente
    }
reset-one = Reimposta password: { $name }
reset-many = { $count ->
     [one] Reimposta { $count } password
    *[other] Reimposta { $count } password
    }
reset-text = { $count ->
     [one] La password attuale di questo utente di { $customer } smette subito di funzionare.
    *[other] Le password attuali di { $count } utenti di { $customer } smettono subito di funzionare.
    }
reset-then = { $count ->
     [one] La nuova password temporanea appare nella schermata di conferma. Va cambiata al prossimo accesso.
    *[other] Le nuove password temporanee appaiono nella schermata di conferma. Vanno cambiate al prossimo accesso.
    }
block-one = Blocca o consenti l’accesso: { $name }
block-many = { $count ->
     [one] Blocca o consenti l’accesso di { $count } utente
    *[other] Blocca o consenti l’accesso di { $count } utenti
    }
block-text = { $count ->
     [one] Un utente di { $customer }.
    *[other] { $count } utenti di { $customer }.
    }
block-now = { $users ->
     [1] { $count ->
         [0] Ora l’accesso è consentito.
        *[other] Ora l’accesso è bloccato.
        }
    *[other] { $count ->
         [0] Ora l’accesso è consentito a tutti.
         [one] Ora l’accesso è bloccato per { $count } di loro.
        *[other] Ora l’accesso è bloccato per { $count } di loro.
        }
    }
block-licenses = Un utente bloccato mantiene licenze, autorizzazioni e password.
block-button = Blocca l’accesso
allow-button = Consenti l’accesso
job-delete = Elimina account utente
job-reset-password = Reimposta password
job-block-sign-in = Blocca l’accesso
job-allow-sign-in = Consenti l’accesso
job-begun = Avviato il { $name }
job-progress = { $second ->
     [one] { $first } di { $second } utente elaborato
    *[other] { $first } di { $second } utenti elaborati
    }
job-goes-on = Il lavoro prosegue da solo, anche se lasci questa pagina.
job-look-again = Aggiorna
job-under-way = È in corso un’operazione su molti utenti di questo cliente.
job-look = Vedi a che punto è
job-done-delete = { $count ->
     [one] { $count } account utente è stato eliminato.
    *[other] { $count } account utente sono stati eliminati.
    }
job-done-reset-password = { $count ->
     [one] { $count } password è stata reimpostata.
    *[other] { $count } password sono state reimpostate.
    }
job-done-block-sign-in = { $count ->
     [one] L’accesso di { $count } utente è bloccato.
    *[other] L’accesso di { $count } utenti è bloccato.
    }
job-done-allow-sign-in = { $count ->
     [one] L’accesso di { $count } utente è consentito.
    *[other] L’accesso di { $count } utenti è consentito.
    }
job-refused = { $count ->
     [one] Operazione non riuscita per { $count } utente.
    *[other] Operazione non riuscita per { $count } utenti.
    }
job-partly = { $count ->
     [one] { $count } di loro senza tutte le licenze.
    *[other] { $count } di loro senza tutte le licenze.
    }
job-undone = Questa eliminazione è stata annullata il { $name }.
job-undone-look = Vedi chi è tornato
job-show-refused = Mostra solo questi
job-joined = { $count ->
     [one] { $count } utente che ora corrisponde non era tra i selezionati e resta com’è.
    *[other] { $count } utenti che ora corrispondono non erano tra i selezionati e restano come sono.
    }
outcome-delete = Eliminato
outcome-reset-password = Password reimpostata
outcome-block-sign-in = Accesso bloccato
outcome-allow-sign-in = Accesso consentito
outcome-unchanged = Nessuna modifica: era già così
outcome-gone = Questo utente non esiste più. Cerca il nome nell’elenco.
outcome-already-deleted = Era già stato eliminato. Vedi Utenti eliminati.
outcome-already-deleted-by = Era già stato eliminato da { $name }. Vedi Utenti eliminati.
outcome-last-global-administrator = Non eliminato: il cliente resterebbe senza amministratore globale. Elimina questo utente da solo e conferma con la casella.
outcome-stopped = Non fatto: chi l’ha chiesto non può più agire qui. Chiedilo di nuovo a tuo nome.
outcome-failed = Non fatto: si è verificato un errore imprevisto. Riprova più tardi.
outcome-waiting = In attesa
user-gone = Utente rimosso
refusal-last-global-administrator = Se lo vuoi davvero, seleziona la casella che riguarda l’ultimo amministratore globale, oppure nomina prima un altro amministratore globale.
flash-unchanged = Per { $name } non è cambiato nulla: era già così.
flash-user-deleted = Account di { $name } eliminato: può essere ripristinato per 30 giorni.
flash-sign-in-blocked = L’accesso di { $name } è bloccato.
flash-sign-in-allowed = L’accesso di { $name } è consentito.

# ---- A user whom a colleague deleted or restored meanwhile ----
user-was-deleted = L’account { $name } è stato eliminato il { $time }.
user-was-deleted-by = L’account { $name } è stato eliminato da { $by } il { $time }.
user-is-active = L’account { $name } è attivo: qualcuno lo ha già ripristinato.
nothing-was-saved = Nulla è stato salvato.
open-user = Apri l’utente

# ---- Deleted users: the list, restoring, removing for good ----
tab-deleted-users = Utenti eliminati ({ $count })
deleted-count = { $count ->
     [one] { $count } utente eliminato
    *[other] { $count } utenti eliminati
    }
deleted-none = Nessuno da ripristinare: negli ultimi 30 giorni non è stato eliminato alcun utente di questo cliente.
deleted-waiting = { $count ->
    [one] Un utente eliminato non può più essere ripristinato e attende di essere rimosso definitivamente.
   *[other] { $count } utenti eliminati non possono più essere ripristinati e attendono di essere rimossi definitivamente.
}
deleted-by-program = Il programma
column-deleted-on = Eliminato il
column-deleted-by = Eliminato da
column-days-left = Giorni rimasti
column-restorable-until = Ripristinabile fino al
column-licenses-to-restore = Licenze da ripristinare
column-obstacles = Ostacoli
column-come-back = Tornano ora
column-actions = Azioni
days-left = { $count ->
     [one] { $count } giorno rimasto
    *[other] { $count } giorni rimasti
    }
until-time = fino al { $name }
licenses-to-restore-none = Nessuna
license-no-seats = esaurita
license-suspended = sospesa
license-not-usable = non disponibile
license-over = più assegnate che acquistate
license-no-location = posizione mancante
license-closed-in-location = non disponibile nella posizione
license-excluded = incompatibile con un’altra licenza
license-needs-another = richiede un’altra licenza
clash-name-taken = Nome utente già in uso
clash-domain-gone = Dominio non più presente
restore = Ripristina
restore-one = Ripristina: { $name }
restore-many = { $count ->
     [one] Ripristina { $count } utente
    *[other] Ripristina { $count } utenti
    }
restore-text = { $count ->
     [one] L’account presso { $customer } torna con le sue autorizzazioni e impostazioni, e con le sue licenze se ce ne sono di libere.
    *[other] { $count } account presso { $customer } tornano con le loro autorizzazioni e impostazioni, e con le loro licenze se ce ne sono di libere.
    }
restore-no-licenses = Non ci sono licenze da ripristinare.
restore-lacking = { $count ->
     [one] { $count } senza licenza
    *[other] { $count } senza licenza
    }
restore-order = Le licenze vengono assegnate nell’ordine dell’elenco: prima chi ha meno giorni rimasti.
restore-stay-away = Licenze che non tornano
restore-names = Altri nomi utente
restore-name-hint = Il vecchio nome utente non è più utilizzabile.
restore-names-hint = Questi nomi utente non sono più utilizzabili. Chi resta con il campo vuoto rimane eliminato; gli altri vengono ripristinati.
restore-user-name-of = Nome utente di { $name }
restore-more-names = { $count ->
     [one] Un altro utente ({ $count }) ha bisogno di un nuovo nome utente e per ora resta eliminato.
    *[other] Altri { $count } utenti hanno bisogno di un nuovo nome utente e per ora restano eliminati.
    }
password-new-temporary = nuova password temporanea
restore-new-passwords = Con nuove password temporanee, nella schermata di conferma
restore-renamed = Ripristina con un altro nome utente
undo = Annulla eliminazione
job-restore = Ripristina utenti
job-done-restore = { $count ->
     [one] { $count } utente è stato ripristinato.
    *[other] { $count } utenti sono stati ripristinati.
    }
outcome-restore = Account ripristinato con tutte le licenze
outcome-restored-partly = Ripristinato.{ $lacking ->
     [0] {""}
    *[other] {" "}Nessuna licenza libera per: { $seatless }. Acquistane altre, poi assegnale.
    }{ $resting ->
     [0] {""}
    *[other] {" "}Sospese: { $suspended }. Riattiva la sottoscrizione, poi assegnale.
    }{ $closed ->
     [0] {""}
    *[other] {" "}Non più assegnabili: { $unusable }. Aggiungi una sottoscrizione o scegli un altro prodotto, poi assegnalo.
    }{ $against ->
     [0] {""}
    *[other] {" "}Non assegnate a causa della posizione o di altre licenze: { $ruled }. Prova ad assegnarle per vedere perché.
    }
outcome-not-deleted = È già attivo: qualcuno lo ha ripristinato prima.
outcome-too-late = Non ripristinato: i 30 giorni sono trascorsi.
outcome-name-taken = Non ripristinato: il nome utente è già in uso. Ripristina questo utente da solo con un altro nome utente.
outcome-domain-gone = Non ripristinato: il cliente non ha più il dominio del nome utente. Ripristina questo utente da solo con un altro nome utente.
flash-user-restored = Account di { $name } ripristinato con tutte le licenze.
flash-user-purged = Account di { $name } rimosso definitivamente.
purge = Rimuovi definitivamente
purge-one = Rimuovi definitivamente: { $name }
purge-text = L’account eliminato { $name } presso { $customer } viene rimosso con tutto ciò che gli appartiene.
purge-forever = Dopodiché nessuno potrà più ripristinarlo. Vengono eliminati anche i dettagli di questo utente nel log attività.
purge-type = Digita il nome utente per confermare
refusal-name-differs = Non è il nome utente. Digitalo come indicato qui sotto.
field-missing-licenses = Licenze non tornate
filter-blocked-licensed = Utenti bloccati con licenze
administrators-only = Solo agenti amministratori e amministratori globali possono reimpostare la password degli amministratori o bloccarne l’accesso.

## Licenses of a customer

column-bought = Acquistate
column-in-grace = In periodo di tolleranza
column-suspended = Sospese
column-idle = Non usate
pool-warning = In periodo di tolleranza
pool-suspended = Sospese
pool-deleted = Eliminate
licenses-who-has = Chi ce l’ha
licenses-who-lacks = Chi non ce l’ha
licenses-blocked = { $count ->
     [one] { $count } bloccato
    *[other] { $count } bloccati
    }
licenses-unused = { $count } senza accessi
licenses-not-for-users = Per tutta l’organizzazione: non si assegna agli utenti.
licenses-total = { $bought ->
     [one] { $bought } licenza acquistata
    *[other] { $bought } licenze acquistate
    }, { $assigned ->
     [one] { $assigned } assegnata
    *[other] { $assigned } assegnate
    }, { $available ->
     [one] { $available } disponibile
    *[other] { $available } disponibili
    }.
licenses-total-over = { $count ->
     [one] { $count } è assegnata oltre il totale del suo prodotto.
    *[other] { $count } sono assegnate oltre il totale dei loro prodotti.
    }
licenses-total-idle = { $count ->
     [one] { $count } è assegnata a un utente bloccato o che non ha mai effettuato l’accesso.
    *[other] { $count } sono assegnate a utenti bloccati o che non hanno mai effettuato l’accesso.
    }

## Work on users, on the dashboard

jobs-lately = Operazioni in corso e appena terminate
column-work = Operazione
column-started = Avvio
# ---- Licenze di molti utenti ----
preview = Anteprima
swap-licenses = Sostituisci un prodotto con un altro
swap-text = Ogni utente selezionato che ha il primo prodotto riceve al suo posto il secondo e conserva tutto il resto. Chi non può avere il secondo conserva il primo.
swap-nothing = Nessuno degli utenti selezionati ha un prodotto da sostituire.
field-swap-from = Al posto di
field-swap-to = Assegna
assigned-of = { $first } di { $second }
holders-among = Quali degli utenti selezionati hanno { $name }:
boxes-hint = Piena: ce l’hanno tutti ({ $count } utenti). Piena a metà, o «{ want-leave }»: ce l’hanno solo alcuni e non cambia nulla se non scegli. Vuota: non ce l’ha nessuno.
want-leave = Lascia com’è
want-assign = Assegna a tutti e { $count }
want-revoke = Revoca a { $count }
want-on = Attivo per tutti
want-off = Disattivato per tutti
location-of-nowhere = { $count ->
     [one] Posizione di { $count } utente che non ne ha
    *[other] Posizione di { $count } utenti che non ne hanno
    }
question-left = { $count ->
     [one] { $count } degli utenti selezionati non corrisponde più e resta com’è{ $named ->
         [0] .
        *[other] : { $names }.
        }
    *[other] { $count } degli utenti selezionati non corrispondono più e restano come sono{ $named ->
         [0] .
        *[other] : { $names }.
        }
    }
question-gone = { $count ->
     [one] { $count } degli utenti selezionati non c’è più ed è escluso{ $named ->
         [0] .
        *[other] : { $names }.
        }
    *[other] { $count } degli utenti selezionati non ci sono più e sono esclusi{ $named ->
         [0] .
        *[other] : { $names }.
        }
    }
question-joined = { $count ->
     [one] { $count } utente ora corrisponde ma non era selezionato e resta com’è: { $names }.
    *[other] { $count } utenti ora corrispondono ma non erano selezionati e restano come sono: { $names }.
    }
preview-undo = Annullamento: anteprima
preview-text = { $total ->
     [one] Salvando, le licenze cambiano per { $changing } di { $total } utente del cliente { $customer }. Non è ancora stato salvato nulla.
    *[other] Salvando, le licenze cambiano per { $changing } di { $total } utenti del cliente { $customer }. Non è ancora stato salvato nulla.
    }
preview-moved = Qualcosa è cambiato da quando è stata creata l’anteprima, il { $name }. Non è stato salvato nulla. Ricontrolla.
preview-older = Questa anteprima è più recente di quella in cui hai scelto Salva. Non è stato salvato nulla. Ricontrollala, poi salva.
preview-seats-moved = Licenze disponibili di { $product }: { $was } allora, { $now } adesso.
preview-different = { $count ->
     [one] Per { $count } utente ora sarebbe diverso.
    *[other] Per { $count } utenti ora sarebbe diverso.
    }
preview-was = Prima:
preview-left = { $count ->
     [one] { $count } degli utenti selezionati non c’era più o non corrispondeva più, e resta com’è.
    *[other] { $count } degli utenti selezionati non c’erano più o non corrispondevano più, e restano come sono.
    }
preview-drifted = { $count ->
     [one] Per { $count } utente le cose non sono più come le aveva lasciate questa modifica. Si può annullare solo ciò che è ancora così.
    *[other] Per { $count } utenti le cose non sono più come le aveva lasciate questa modifica. Si può annullare solo ciò che è ancora così.
    }
preview-idle = Non c’è nulla da salvare: non cambierebbe nessuno.
preview-unchanged = Nessuna modifica: è già così
preview-short = { $count ->
     [one] ne manca { $count }
    *[other] ne mancano { $count }
    }
preview-order = { $count ->
     [one] Manca { $count } licenza. Acquistane altre oppure salva: le licenze vengono assegnate nell’ordine di questo elenco, per nome visualizzato, finché bastano. Chi viene dopo resta senza.
    *[other] Mancano { $count } licenze. Acquistane altre oppure salva: le licenze vengono assegnate nell’ordine di questo elenco, per nome visualizzato, finché bastano. Chi viene dopo resta senza.
    }
preview-not-done = Che cosa non verrà fatto
preview-some = Alcuni degli utenti selezionati.
preview-without = { $product } senza { $plans }
preview-switched-on = { $product }, piani attivati: { $plans }
preview-switched-off = { $product }, piani disattivati: { $plans }
preview-located = Posizione: { $country }
preview-unlocated = Posizione { $country } rimossa
column-needed = Necessarie
column-freed = Liberate
column-after-saving = Dopo il salvataggio
column-will-add = Da aggiungere
column-will-remove = Da rimuovere
column-not-done = Non verrà fatto
save-for = { $count ->
     [one] Salva per { $count } utente
    *[other] Salva per { $count } utenti
    }
drift-revoked-since = { $product } è stato revocato nel frattempo: nulla da togliere.
drift-assigned-since = { $product } è stato riassegnato nel frattempo: nulla da restituire.
drift-plans-changed = I piani di servizio di { $product } sono cambiati nel frattempo.
drift-assigned-anew = { $product } è stato revocato e riassegnato nel frattempo: resta.
drift-location-stays = La posizione è stata cambiata nel frattempo o serve ad altro: resta.
job-change-licenses = Assegna e revoca licenze
job-undo-licenses = Annullamento di una modifica alle licenze
job-done-change-licenses = { $count ->
     [one] Le licenze di { $count } utente sono state aggiornate.
    *[other] Le licenze di { $count } utenti sono state aggiornate.
    }
job-unchanged = { $count ->
     [one] Per { $count } utente era già così: nessuna modifica.
    *[other] Per { $count } utenti era già così: nessuna modifica.
    }
job-partly-change-licenses = { $count ->
     [one] Fatto solo in parte per { $count } utente.
    *[other] Fatto solo in parte per { $count } utenti.
    }
change-retry = { $count ->
     [one] Riprova con { $count } utente
    *[other] Riprova con { $count } utenti
    }
change-undoes = Questa modifica ne ha annullata una precedente.
change-undoes-look = Vedi quella modifica
change-undone = Questa modifica è stata annullata il { $name }.
change-undone-some = Questa modifica è stata annullata in parte il { $name }.
change-undoing = L’annullamento di questa modifica è in corso.
change-undone-partly = Questa modifica è stata annullata in parte il { $name }. Anche il resto può essere annullato.
change-undone-look = Vedi che cosa è stato annullato
undo-change = Annulla questa modifica
undo-whole-change = Annulla per tutti ({ $count } utenti)
change-undo-until = Può essere annullata fino al { $name }.
export-changes = Esporta elenco
outcome-partly = Fatto in parte
outcome-not-done = Non fatto
outcome-returned = Era eliminato al momento dell’anteprima e ora è di nuovo attivo. Selezionalo di nuovo.
outcome-deleted = Questo utente è stato eliminato. Vedi Utenti eliminati.
outcome-unmatched = Non corrisponde più al filtro con cui sono stati selezionati tutti, e resta com’è.
why-no-seats = { $product }: nessuna licenza disponibile
why-pool-not-usable = { $product }: sospeso
why-not-assignable = { $product }: non è per gli utenti
why-product-not-owned = { $product }: non più posseduto
why-no-location = { $product }: manca la posizione
why-closed-in-location = { $product }: non disponibile in questo paese: { $country }
why-excludes = { $product }: in conflitto con { $other }
why-needs = { $product }: richiede un altro prodotto
why-needed-by = { $product } resta: serve a { $other }
why-held-back = { $product } resta com’è, perché non si può assegnare tutto
why-has-otherwise = { $product } è stato assegnato nel frattempo con altri piani di servizio e resta così
refusal-not-owned-anymore = Il cliente non possiede { $product }. Acquistalo o lascialo fuori.
refusal-no-location = { $product } richiede una posizione, che manca. Impostala in Gestisci licenze o nella pagina dell’utente.
refusal-closed-in-location = { $product } non è disponibile in questo paese: { $country }. Controlla la posizione dell’utente.
refusal-plans-exclude = { $plan } in { $product } e { $theirs } in { $other } si escludono a vicenda. Tieni uno solo dei due prodotti o disattiva uno dei due piani in Visualizza piani di servizio.
refusal-needs-plan = { $count ->
     [1] { $product } richiede un prodotto con { $plans }. Assegnalo prima, o insieme.
    *[other] { $product } richiede un prodotto con uno di questi piani: { $plans }. Assegnalo prima, o insieme.
    }
refusal-needed-by = { $product } resta: serve a { $other }. Revoca anche quello.
refusal-held-back = { $product } resta com’è, perché non si è potuto assegnare tutto.
refusal-has-otherwise = { $product } è stato assegnato nel frattempo con altri piani di servizio e resta così. Cambiali in Visualizza piani di servizio.
refusal-nothing-chosen = Non è ancora cambiato nulla. Seleziona o deseleziona un prodotto o uno dei suoi piani di servizio.
refusal-nothing-to-do = Non c’è nulla da salvare: non cambierebbe nessuno.
refusal-contradicting = Questo prodotto risulta sia da assegnare sia da revocare: scegli una delle due.
refusal-plans-alone = Seleziona anche il prodotto: nessuno degli utenti scelti ce l’ha, quindi i suoi piani di servizio non cambiano nulla.
refusal-swap-alike = Scegli un prodotto diverso da quello da sostituire.
refusal-preview-expired = Questa anteprima ha più di 12 ore e non ne è stato salvato nulla. Seleziona di nuovo gli utenti e scegli Gestisci licenze.
refusal-undo-too-late = Una modifica può essere annullata per 24 ore, che sono trascorse. Modifica le licenze con Gestisci licenze.
refusal-undone-already = Questa modifica è già stata annullata, o il suo annullamento è in corso.
refusal-undo-too-early = Questa modifica è ancora in corso. Attendi che finisca, poi annullala.

# ---- More about a person; columns of the list; staying signed in ----
field-job-title = Posizione lavorativa
field-department = Reparto
field-office = Ufficio
field-phone = Telefono
field-mobile = Cellulare
field-street = Via
field-city = Città
field-state = Provincia
field-postal-code = CAP
field-alternate-email = Indirizzo e-mail alternativo
contact-details = Lavoro, telefoni, indirizzo
object-id = ID oggetto
column-object-id = { object-id }
field-object-id = { object-id }
field-last-sign-in = { column-last-sign-in }
column-last-sign-in = Ultimo accesso
field-list-columns = Colonne degli elenchi
list-columns = Colonne
list-columns-text = Gli elenchi di utenti mostrano sempre nomi, licenze, autorizzazioni, posizione, stato dell’accesso e giorno di creazione. Scegli che cos’altro vuoi vedere: la scelta viene conservata per te.
list-columns-further = Altre colonne
flash-columns-saved = Le tue colonne sono state salvate.
language-of-browser = Come preferisce il browser
session-idle-soon = Tra meno di due minuti la sessione verrà chiusa, perché da un po’ non c’è attività.
session-ends-soon = La sessione termina tra meno di due minuti. Salva quello che hai scritto; se lo fai dopo, viene conservato finché non hai eseguito di nuovo l’accesso.
session-over = La sessione è terminata. Quello che hai scritto viene conservato se lo salvi ora: accedi di nuovo e lo ritrovi.
session-stay = Rimani connesso
## Catalogo: prodotti e regole
catalog = Catalogo
catalog-products = Prodotti
catalog-rules = Regole del catalogo
search-products = Cerca per nome, numero di parte, alias o GUID
products-count = { $count ->
    [one] { $count } prodotto
   *[other] { $count } prodotti
}
products-not-found = Nessun prodotto corrisponde.
column-part-number = Numero di parte
column-held-by = Clienti che lo hanno
product-guid = GUID
product-assignable = Assegnabile agli utenti
product-offered = Offerto
product-retired = Ritirato
product-retired-held = Ritirato, ancora in uso
product-no-plans = Questo prodotto non ha piani di servizio.
product-aliases = Alias
product-aliases-text = Altri nomi con cui un elenco di sottoscrizioni può indicare questo prodotto.
product-retire = Ritira
product-retire-title = Ritira { $name }
product-retire-what = { $count ->
    [0] Nessuno ha { $name }.
    [one] { $count } cliente ha { $name } e lo tiene.
   *[other] { $count } clienti hanno { $name } e lo tengono.
}
product-retire-text = Nessuno può acquistare un prodotto ritirato. Il suo nome e il suo numero di parte non si confondono più con quelli di un altro prodotto. Un elenco di prodotti che lo contiene lo offre di nuovo.
product-reinstate = Offri di nuovo
alias-add = Aggiungi alias
alias-remove = Rimuovi
alias-remove-title = Rimuovi alias
alias-remove-what = { $alias } non indica più { $name }.
alias-remove-text = Le sottoscrizioni già presenti restano come sono.
rules-text = Le nuove licenze sono verificate con queste regole. Ciò che un utente ha già resta.
rules-gone = I piani di Exchange e di SharePoint non si escludono più: da gennaio 2023 un utente può avere piani di Exchange in qualsiasi combinazione, come già per SharePoint. Skype for Business Online è terminato a luglio 2021; i suoi piani non escludono nulla.
rules-exclusions = Piani di servizio che si escludono
rules-needs = Prodotti che richiedono un piano di servizio
rules-closures = Prodotti non disponibili in un paese o area geografica
rules-no-exclusions = Nessun piano di servizio ne esclude un altro.
rules-no-needs = Nessun prodotto ne richiede un altro.
rules-no-closures = Ogni prodotto è disponibile ovunque.
rule-add-exclusion = Aggiungi piani che si escludono
rule-add-need = Aggiungi ciò che un prodotto richiede
rule-add-closure = Aggiungi dove un prodotto non è disponibile
rule-exclusion-hint = Un utente non avrà entrambi i piani di servizio, in qualunque prodotto si trovino.
rule-need-hint = Un utente avrà il prodotto solo con questo piano di servizio in un altro prodotto. Di più regole simili per un prodotto ne basta una.
rule-closure-hint = Gli utenti in questa località non avranno il prodotto.
rule-plan-hint = Nome, numero di parte o GUID di un piano di servizio.
rule-product-hint = Nome, numero di parte o GUID di un prodotto.
rule-any-product-hint = Nome, numero di parte o GUID. Lascia vuoto per ogni prodotto.
rule-reason-hint = Perché vale, e dove è scritto.
rule-excludes = { $first } e { $second } si escludono
rule-needs = { $first } richiede { $second } in un altro prodotto
rule-closes = { $first } non è disponibile in { $country }
rule-closes-all = Nessun prodotto è disponibile in { $country }
rule-why-archiving = L’archivio è un componente aggiuntivo di una cassetta postale di Exchange Online (Piano 1) o Kiosk, secondo la descrizione del servizio di Microsoft. Il Piano 2 ha un proprio archivio.
rule-why-meetings = Si telefona alle riunioni di Teams, secondo la descrizione del servizio di Microsoft.
rule-why-phone = Il telefono funziona dentro Teams, secondo la descrizione del servizio di Microsoft.
rule-why-skype = La directory accetta ancora questo piano al posto di Teams, benché Skype for Business Online sia terminato a luglio 2021.
rule-why-calling = Un piano per chiamate dà numeri a un sistema telefonico, secondo la descrizione del servizio di Microsoft.
rule-why-country = Microsoft non elenca questo paese o area geografica tra quelli in cui offre i propri servizi online.
rule-shipped = Fornita con Partnerdesk
rule-added = Aggiunta qui
rule-remove = Rimuovi
rule-remove-title = Rimuovi regola
rule-remove-text = Da ora le nuove licenze non sono più verificate con questa regola.
column-rule = Regola
column-why = Motivo
column-origin = Origine
flash-rule-added = La regola è stata aggiunta.
flash-rule-removed = La regola è stata rimossa.
flash-rule-gone = Qualcun altro aveva già rimosso la regola.
flash-alias-added = { $name } ha un altro alias.
flash-alias-removed = L’alias è stato rimosso.
flash-alias-gone = Qualcun altro aveva già rimosso l’alias.
flash-product-retired = { $name } è ritirato.
flash-product-reinstated = { $name } è offerto di nuovo.
account-settings = Impostazioni account
submit = Invia
edit = Modifica

## Files of users: reasons, and what was assumed

refusal-broken-character = Una lettera qui non è leggibile. Scegli la codifica del file o riscrivi il testo.
refusal-formula = Questa è una formula, non un valore. Salva il file con i valori o scrivi il testo stesso.
refusal-formula-without-value = È una formula senza un valore salvato. Apri la cartella di lavoro in un foglio di calcolo, salvala e riprova, oppure scrivi il testo.
refusal-spreadsheet-error = Un foglio di calcolo ne ha fatto un errore o ha abbreviato il numero. Riscrivilo come testo.
refusal-several-addresses = Qui c’è più di un indirizzo. Lasciane uno solo.
refusal-no-domain = Questo cliente non ha domini. Aggiungine prima uno in Account: i nomi utente finiscono con esso.
refusal-unknown-country = { $name } non è un paese noto. Scrivi due lettere come IT, oppure il nome in italiano o in inglese.
refusal-unknown-product = { $count ->
     [0] Nessun prodotto si chiama { $name }. Scrivi il suo nome o il codice prodotto.
    *[other] Nessun prodotto si chiama { $name }. Scrivi il suo nome o il codice prodotto. Simili: { $candidates }.
    }
refusal-ambiguous-product = { $name } può indicare più prodotti. Scrivi il codice prodotto di uno: { $candidates }.
refusal-unknown-permission = { $name } non è un’autorizzazione nota. Scrivi Utente, Amministratore globale oppure ruoli di un amministratore con limitazioni: Amministratore fatturazione, Help desk (password), Supporto servizi, Gestione utenti.
refusal-name-the-roles = Un amministratore con limitazioni lo è di qualcosa: scrivi i ruoli, per esempio Amministratore fatturazione; Amministratore utenti.
refusal-contradicting-permissions = Un utente senza autorizzazioni di amministratore non ha nessuno di questi ruoli. Lascia una delle due cose.
refusal-made-name-too-long = Manca il nome visualizzato, e nome e cognome insieme superano i { $limit } caratteri. Scrivi un nome visualizzato.
refusal-user-repeated = La riga { $line } ha lo stesso nome utente e resta valida. Elimina una delle due o cambia l’indirizzo.
refusal-not-yes-or-no = Scrivi Sì o No.
refusal-deleted-in-file = In questo file l’utente risulta eliminato. Svuota la cella per crearlo comunque.
refusal-use-twice = { $column } contiene la stessa cosa. Scegli una delle due colonne.
refusal-no-names = Indica quale colonna contiene i nomi visualizzati, oppure nomi e cognomi.
upload-note-domain-added = Nome utente senza dominio: aggiunto { $domain }
upload-note-address-taken-apart = Indirizzo separato da ciò che lo circonda
upload-note-apostrophe-taken = Tolto l’apostrofo che un’esportazione mette davanti ai segni delle formule
upload-note-equals-taken = Tolti il segno di uguale e le virgolette che un’esportazione mette intorno al testo
upload-note-hex-read = Era scritto in cifre (X'…') ed è stato letto come il testo che rappresentano.
upload-note-no-letter = Nel nome non c’è nessuna lettera.
upload-note-name-beside-address = Il nome è stato preso accanto all’indirizzo.
upload-note-null-is-empty = { $word } letto come cella vuota
upload-note-invisible-taken = Caratteri invisibili rimossi
upload-note-lines-joined = Più righe in una cella unite in una
upload-note-blocked = Bloccato nel file: l’utente viene creato con l’accesso bloccato.
upload-note-permissions-stay = Nel file le autorizzazioni sono altre. Un file non cambia le autorizzazioni di nessuno: cambiale nella pagina dell’utente.
upload-note-sign-in-stays = Nel file questo utente è bloccato. Un file non blocca chi c’è già: blocca l’accesso nella pagina dell’utente.
upload-note-double = La riga { $line } ha lo stesso nome, e questa non ha un indirizzo. Spuntala se è un’altra persona.
upload-note-there-as = C’è già, come { $name }. È la stessa persona?
# New users of a customer
new-users = Nuovi utenti
new-users-what = Ciò da cui partono il modulo per un nuovo utente e i file caricati. Chi aggiunge utenti può scegliere altro.
new-users-edit = Modifica impostazioni predefinite
new-users-no-location = Nessuna
new-users-licenses-hint = Un nuovo utente le riceve finché ci sono posti.
new-users-gone = I nuovi utenti non possono più avere queste licenze: { $name }. Vengono tralasciate.
user-name-typed = Digitati per ogni utente
user-name-pattern-hint = Scritti senza accenti, con un numero dove il nome è già in uso.
user-name-pattern-first-dot-last = nome.cognome, come ada.bianchi
user-name-pattern-first-last = nomecognome, come adabianchi
user-name-pattern-first-underscore-last = nome_cognome, come ada_bianchi
user-name-pattern-first-hyphen-last = nome-cognome, come ada-bianchi
user-name-pattern-initial-last = iniziale e cognome, come abianchi
user-name-pattern-initial-dot-last = iniziale.cognome, come a.bianchi
user-name-pattern-first-initial = nome e iniziale, come adab
user-name-pattern-last-dot-first = cognome.nome, come bianchi.ada
user-name-pattern-last-initial = cognome e iniziale, come bianchia
user-name-pattern-first = nome, come ada
user-name-proposed-hint = Lasciarlo vuoto per un nome come { $name }, con un numero dove è già in uso.
flash-new-users-saved = Le impostazioni predefinite per i nuovi utenti di { $name } sono state salvate.
refusal-no-user-name = Da questo nome non si può ricavare un nome utente. Digitarne uno.
field-user-name-pattern = Nomi utente
operation-update-new-user-defaults = Modificate le impostazioni predefinite per i nuovi utenti

## Uploads of users

upload-users = Carica utenti
uploads = Caricamenti
uploads-last = Ultimi caricamenti
uploads-all = Tutti i caricamenti
uploads-none = Per questo cliente non è stato ancora caricato nulla.
upload-intro = Prende l’elenco del cliente così com’è: cartella di lavoro Excel, CSV o testo, con le colonne in qualsiasi ordine, in italiano o in inglese. Non viene scritto nulla finché non hai visto che cosa succederà e scelto Salva.
upload-template = Scarica modello (.csv)
upload-template-name = Modello caricamento utenti
upload-file = File
upload-file-hint = .xlsx, .csv o .txt, fino a { $first ->
     [one] una riga
    *[other] { $first } righe
    } e { $second } MB. Le colonne con password vengono scartate durante la lettura.
upload-browse = Sfoglia e scegli il file del cliente
upload-validate = Convalida
upload-busy = Lettura del file in corso …
upload-being-read = I file grandi aspettano il proprio turno. Puoi uscire e tornare: non viene scritto nulla finché non scegli Salva.
upload-column-when = Quando
upload-column-who = Da
upload-column-line = Riga
upload-column-tick = Selezione
upload-column-permissions = Autorizzazioni
upload-status-update = Aggiornamento stato
upload-rows = { $count ->
     [one] { $count } riga
    *[other] { $count } righe
    }
upload-created = { $count ->
     [one] { $count } utente creato
    *[other] { $count } utenti creati
    }
upload-updated = { $count ->
     [one] { $count } aggiornato
    *[other] { $count } aggiornati
    }
upload-failed = { $count ->
     [one] una riga non scritta
    *[other] { $count } righe non scritte
    }
upload-state-choosing = Non ancora letto
upload-state-reading = In lettura
upload-state-unreadable = Non leggibile
upload-state-review = Da controllare
upload-state-running = In corso
upload-state-done = Completato
upload-state-stopped = Interrotto
upload-state-given-up = Non completato
upload-reading = Come leggere il file
upload-read-anew = Il file viene letto di nuovo: quello che hai corretto o spuntato nella verifica va perso. Con Annulla resta.
upload-encoding = Codifica
upload-encoding-hint = Se i nomi appaiono sbagliati, scegline un’altra e convalida di nuovo.
upload-examples = Nomi come vengono letti ora:
upload-worksheet = Foglio di lavoro
upload-columns = Colonne
upload-columns-text = Indica che cosa contiene ogni colonna. La scelta viene ricordata per il prossimo file di questo cliente con le stesse intestazioni.
upload-header-row = La prima riga contiene le intestazioni, non un utente
upload-header-row-hint = Senza intestazioni, le indicazioni sulle colonne non vengono ricordate per il file successivo.
upload-columns-read = Come sono state lette le colonne
upload-column-dropped = Password: eliminata
upload-column-not-read = Non letta
upload-column-repeated = Non letta: un’altra colonna contiene { $name }
upload-samples-masked = I valori delle colonne sconosciute sono nascosti: potrebbero essere segreti.
upload-sample-masked = Nascosti
upload-samples-show = Mostra i valori
upload-column-header = Intestazione
upload-column-samples = Valori
upload-column-holds = Contiene
upload-column-ignored = Niente: non leggerla
upload-column-number = { $count ->
    *[other] Colonna { $count }
    }
upload-review = Verifica
upload-will-write = { $count ->
     [one] Con Salva verrà scritto un utente.
    *[other] Con Salva verranno scritti { $count } utenti.
    }
upload-due = { $count ->
     [one] { $count } utente verrà scritto
    *[other] { $count } utenti verranno scritti
    }
upload-writes-nothing = Così com’è, non verrebbe scritto nulla.
upload-will-refuse = { $count ->
     [one] Una riga è rifiutata. Correggila qui sotto o in un file.
    *[other] { $count } righe sono rifiutate. Correggile qui sotto o in un file.
    }
upload-needs-ticks = { $count ->
     [one] Una riga viene scritta solo se la selezioni: creerebbe un amministratore o qualcuno che forse c’è già.
    *[other] { $count } righe vengono scritte solo se le selezioni: creerebbero amministratori o persone che forse ci sono già.
    }
upload-show-rows = Mostra queste righe
upload-download-refused = Scarica righe rifiutate
upload-download-not-written = Scarica queste righe
upload-download = Scarica file con gli esiti
upload-result-name = con esiti
upload-refused-name = righe non scritte
upload-read-as = Letto come { $name }.
upload-read-as-guess = Il file non indica la sua codifica. Letto come { $name }:
upload-read-worksheet = Foglio di lavoro: { $name }
upload-doubtful = { $count ->
     [one] Una riga contiene lettere che sembrano sbagliate.
    *[other] { $count } righe contengono lettere che sembrano sbagliate.
    }
upload-columns-remembered = Le colonne sono lette come indicato per un file precedente con le stesse intestazioni.
upload-rival = Dalle sue lettere il file sembra piuttosto in { $name }. Controlla i nomi, oppure leggilo così.
upload-other-worksheets = Anche altri fogli di lavoro contengono righe e non sono stati letti: { $name }
upload-read-otherwise = Leggi il file in un altro modo
upload-domains-added = { $count ->
     [one] Un nome utente senza dominio riceve il dominio primario del cliente.
    *[other] { $count } nomi utente senza dominio ricevono il dominio primario del cliente.
    }
upload-names-made = { $count ->
     [one] Una riga non ha indirizzo: il nome utente viene formato secondo il modello.
    *[other] { $count } righe non hanno indirizzo: i nomi utente vengono formati secondo il modello.
    }
upload-display-names-made = { $count ->
     [one] Un nome visualizzato viene formato da nome e cognome.
    *[other] { $count } nomi visualizzati vengono formati da nome e cognome.
    }
upload-hidden-rows = { $count ->
     [one] È stata letta anche una riga nascosta del foglio di lavoro.
    *[other] Sono state lette anche { $count } righe nascoste del foglio di lavoro.
    }
upload-total-rows = { $count ->
     [one] Una riga che contiene solo un totale è stata tralasciata.
    *[other] { $count } righe che contengono solo totali sono state tralasciate.
    }
upload-passwords-dropped = Le colonne con password sono state scartate e non sono conservate da nessuna parte: { $name }
upload-ignored = Colonne non lette: { $name }
upload-seats = Postazioni necessarie
upload-seats-short = Postazioni mancanti
upload-seats-short-text = Gli utenti per cui non restano postazioni vengono scritti senza quella licenza. Acquistane altre prima di salvare.
upload-seats-enough = { $count ->
     [one] Postazioni necessarie: un prodotto ne ha abbastanza
    *[other] Postazioni necessarie: { $count } prodotti ne hanno abbastanza
    }
upload-seats-available = { $count ->
     [one] { $count } disponibile
    *[other] { $count } disponibili
    }
upload-for-all = Per le righe che non lo indicano
upload-choices = Autorizzazioni e licenze
upload-location-hint = Per le righe senza posizione. Necessaria con le licenze.
upload-pattern = Nomi utente per le righe senza indirizzo
upload-pattern-none = Nessuno: rifiuta queste righe
upload-pattern-hint = Nomi in ASCII, con un numero se il nome è occupato.
upload-updates = Aggiorna gli utenti che ci sono già: nomi, contatti e posizione, e aggiungi licenze. Non viene tolto nulla. Controlla di nuovo mostra che cosa cambia.
upload-check = Controlla di nuovo
upload-discard = Elimina bozza
upload-discard-title = Eliminare la bozza { $name }?
upload-discard-text = Di questo file non è stato scritto nulla. Quanto è stato letto viene cancellato.
upload-erase = Cancella le righe
upload-erase-title = Cancellare le righe di { $name }?
upload-erase-text = Gli utenti restano. Quello che diceva il file e l’esito di ogni riga non si potranno più consultare né scaricare. Altrimenti vengono cancellati 30 giorni dopo il caricamento.
upload-erased = Le righe di questo caricamento sono state cancellate.
upload-parts = Righe
upload-no-rows = Nessuna riga.
upload-part-all = Tutte
upload-part-ready = Pronte
upload-part-updates = Aggiornamenti
upload-part-refused = Rifiutate
upload-part-there = Già presenti
upload-part-ticks = Da selezionare
upload-part-noted = Con note
upload-part-created = Creati
upload-part-updated = Aggiornati
upload-part-partly = Senza una licenza
upload-part-failed = Non scritte
upload-tick = Scrivi { $name }
upload-verdict-ready = Pronta
upload-verdict-administrator = Amministratore: seleziona per creare
upload-verdict-update = Verrà aggiornato
upload-verdict-there = Già presente
upload-verdict-perhaps = Forse già presente: seleziona per creare
upload-verdict-refused = Rifiutata
upload-result-created = Creato
upload-result-updated = Aggiornato
upload-without-seat = Non c’erano più licenze di { $product }: l’utente c’è, ma senza. Acquistane altre e assegnala dalla pagina Licenze.
upload-result-stopped = Non scritta: il caricamento è finito prima
upload-result-not-ticked = Non selezionata
upload-not-ticked-administrator = Creerebbe un amministratore e non era selezionata. Carica di nuovo la riga e selezionala.
upload-not-ticked-perhaps = L’utente forse c’è già e la riga non era selezionata. Caricala di nuovo e selezionala se è un’altra persona.
upload-note-doubtful = Le lettere sembrano di un’altra codifica. Controlla il nome.
upload-note-deleted = { $name } aveva questo nome utente ed è stato eliminato. Ripristina l’utente oppure seleziona la riga per crearne uno nuovo.
upload-note-namesake = Un utente con questo nome c’è già: { $name }
upload-note-name-made = Nome utente formato secondo il modello: { $name }
upload-rate = { $count ->
     [one] { $count } riga al secondo
    *[other] { $count } righe al secondo
    }
upload-left-seconds = { $count ->
     [one] circa { $count } secondo rimanente
    *[other] circa { $count } secondi rimanenti
    }
upload-left-minutes = { $count ->
     [one] circa { $count } minuto rimanente
    *[other] circa { $count } minuti rimanenti
    }
upload-pace-unknown = Comincia appena è il suo turno.
upload-stopping = Si ferma dopo le righe che vengono scritte ora.
upload-stop = Interrompi
upload-another = Altro file
upload-ended = terminato { $name }
upload-ended-stopped = Il caricamento è stato interrotto. Quanto è stato scritto resta; le altre righe non sono state toccate.
upload-stopped-at = Si è fermato prima della riga { $count } del file.
upload-ended-shut-out = Il caricamento è terminato perché chi lo aveva avviato non può più agire qui o nel frattempo accede con un’altra password. Quanto è stato scritto resta.
upload-ended-given-up = Il caricamento non poteva proseguire ed è stato abbandonato. Quanto è stato scritto resta.
upload-nobody-new = C’erano già tutti: non è stato scritto nulla.
upload-created-told = { $count ->
     [one] È stato creato un utente.
    *[other] Sono stati creati { $count } utenti.
    }
upload-updated-told = { $count ->
     [one] È stato aggiornato un utente.
    *[other] Sono stati aggiornati { $count } utenti.
    }
upload-partly-told = { $count ->
     [one] Un utente non ha ricevuto tutte le licenze.
    *[other] { $count } utenti non hanno ricevuto tutte le licenze.
    }
upload-refused-told = { $count ->
     [one] Una riga non è stata scritta.
    *[other] { $count } righe non sono state scritte.
    }
flash-sheet-fed = Questo caricamento aggiunge ancora password alla conferma. Si potrà chiudere quando il caricamento sarà terminato.
flash-upload-discarded = La bozza { $name } è stata eliminata.
flash-upload-erased = Le righe di { $name } sono state cancellate.
flash-upload-stopping = Il caricamento si ferma dopo le righe che vengono scritte ora.
refusal-upload-empty = In questo file non c’è nessuno, solo intestazioni. Compila le righe sotto di esse.
refusal-upload-reading-failed = Il file non è stato letto per un errore del programma. Caricalo di nuovo; se non riesce, avvisa l’amministratore.
refusal-no-name-by-pattern = Da questo nome non si può formare un nome utente. Scrivi l’indirizzo.
refusal-upload-not-in-review = Questo caricamento è stato nel frattempo salvato o eliminato.
refusal-upload-changed-since = Qualcosa è cambiato da quando la pagina è stata mostrata. Controlla e scegli di nuovo Salva.
refusal-upload-still-refused = Quello che hai corretto è ancora rifiutato. Correggilo, oppure scegli di nuovo Salva per lasciare fuori queste righe.
refusal-upload-look-first = Controlla qui sotto che cosa cambia con le tue scelte, e scegli di nuovo Salva.
refusal-upload-nothing-to-save = Non c’è nulla da scrivere. Prima seleziona o correggi delle righe.
operation-upload-customer-users = Carica utenti
upload-under-way = Un file di utenti viene scritto in questo momento.
upload-waits = Un file che hai caricato non è ancora salvato.
upload-look = Guarda il caricamento
settings = Impostazioni
mail-settings = Posta e password
mail-settings-mails = Messaggi di posta
mail-settings-expiry = Password e collegamenti
mail-no-server = Questa installazione non ha un server di posta: non viene inviato alcun messaggio. Stampa le password, scaricale oppure scrivi dal tuo programma di posta. Chi gestisce il server ne imposta uno con
sender-address-hint = Da questo indirizzo gli utenti ricevono i messaggi. Senza, non ne viene inviato nessuno.
reply-to-hint = Dove arrivano le risposte, se non al mittente.
mails-an-hour-hint = In un’ora non ne partono di più; gli altri aspettano. Chiedi quanti ne accetta il tuo server di posta.
mails-hold-passwords-hint = Altrimenti i messaggi contengono un collegamento che mostra la password una sola volta. La posta può essere letta lungo il percorso e resta nelle caselle.
temporary-password-hours-hint = { $count ->
     [one] Da 1 a 336. Se vuoto, un’ora, come è impostato il server.
    *[other] Da 1 a 336. Se vuoto, { $count } ore, come è impostato il server.
    }
link-hours-hint = Da 1 a 336, contate da quando il messaggio è stato accettato. Una password temporanea si può usare almeno finché si apre il suo collegamento.
sign-in-address-hint = Dove gli utenti sono invitati ad accedere. Se vuoto, { $name }
field-sender-address = Indirizzo del mittente
field-sender-name = Nome del mittente
field-reply-to = Risposte a
field-mails-an-hour = Messaggi all’ora
field-mails-with-credentials = I messaggi possono contenere la password stessa
field-temporary-hours = Ore fino alla scadenza di una password temporanea
field-link-hours = Ore fino alla scadenza di un collegamento monouso
field-sign-in-address = Indirizzo di accesso
field-mail = Messaggio con
field-why = Perché
mail-test = Prova
mail-test-what = Un messaggio di prova parte subito verso { $name }, e questa pagina dice che cosa ha risposto il server.
mail-test-send = Invia un messaggio di prova
mail-test-not-yet = Un messaggio di prova si può inviare quando ci sono un server di posta e un mittente.
mail-test-subject = Messaggio di prova da Partnerdesk
mail-test-text = Qualcuno ha chiesto questo messaggio a Partnerdesk per vedere se la posta arriva. Questo è arrivato.
mail-test-taken = Il server ha accettato il messaggio per { $name }.
mail-test-not-taken = Il messaggio non è stato inviato.
mail-test-no-answer = Il server non ha risposto entro 15 secondi. Non si sa se il messaggio arrivi.
mail-test-unknown = Il messaggio è stato consegnato al server, e non si sa se lo abbia.
mail-test-answer = Ha risposto:
mail-test-why = Che cosa non ha funzionato:
mail-of-link = un collegamento monouso
mail-of-password = la password
mail-of-list = un elenco
mail-queued = In coda
mail-sending = Invio in corso
mail-sent = Inviato
mail-unknown = Sconosciuto
mail-failed = Non riuscito
mail-withdrawn = Fermato
mail-why-not-taken = Il server di posta non lo ha preso, o non era raggiungibile.
mail-why-refused = Il server di posta lo ha rifiutato.
mail-why-pace = Sono partiti tutti i messaggi che possono partire in un’ora. Aspetta il suo turno.
mail-why-answer-lost = La risposta del server di posta è andata persa. Il messaggio può essere arrivato.
mail-why-answer-unreadable = La risposta del server di posta non era leggibile. Il messaggio può essere arrivato, perciò non viene inviato di nuovo da solo.
mail-why-tried-long = È stato tentato per ore.
mail-why-key-gone = La chiave con cui era sigillato non c’è più.
mail-why-no-server = Non c’è un server di posta.
mail-why-user-deleted = L’utente nel frattempo è stato eliminato.
mail-why-user-blocked = L’accesso dell’utente nel frattempo è stato bloccato.
mail-why-user-renamed = L’utente ora ha un altro nome utente.
mail-why-password-changed = L’utente ora ha un’altra password.
mail-why-password-expired = Nel frattempo la password temporanea è scaduta.
mail-why-link-over = Nel frattempo il collegamento è stato revocato o aperto.
mail-why-not-allowed = Chi lo aveva fatto inviare ora non può più farlo.
mail-why-forbidden = I messaggi non possono più contenere password.
mail-why-stopped = È stato fermato.
flash-mail-settled = Le impostazioni sono state salvate.
refusal-no-mail-server = Questa installazione non ha un server di posta. Stampa le password, o fanne impostare uno.
refusal-no-mail-sender = Nessuno ha ancora detto da quale indirizzo arrivano i messaggi. Lo fa un amministratore globale in Impostazioni.
refusal-mail-not-again = Questo messaggio non può essere inviato di nuovo: è stato inviato, aspetta ancora, o è già stato inviato di nuovo.
refusal-mail-not-waiting = Questo messaggio non aspetta più.
refusal-not-a-page = Scrivi l’indirizzo di una pagina, come https://portale.contoso.example.
operation-queue-mail = Messaggio di posta inviato in coda
operation-withdraw-mail = Messaggio di posta fermato
operation-update-hand-over = Impostazioni di posta e password modificate
operation-send-test-mail = Messaggio di prova inviato

## One-time links and hand-over

hand-over = Consegna
handed-shown = Mostrata
handed-printed = Stampata
handed-downloaded = Scaricata
handed-link = Collegamento monouso
handed-mail-with-password = E-mail con la password
handed-mail = Posta elettronica
handed-changed = La password è stata cambiata il { $name }.
handed-replaced = Sostituita da una password temporanea più recente: { $name }.
link-waiting = Il collegamento si può aprire fino al { $name }.
link-opened = Collegamento aperto il { $name }.
link-revoked = Collegamento revocato il { $name }.
link-replaced = Collegamento non più valido: password più recente. ({ $name })
link-deleted = Collegamento non più valido: utente eliminato. ({ $name })
link-guessed = Collegamento non più valido: codice errato troppe volte. ({ $name })
link-expired = Collegamento scaduto il { $name }.
link-blocked = Il collegamento non si apre finché l’accesso è bloccato.
links-issue = Crea collegamenti monouso
links-with-code = Con un codice ciascuno, da comunicare per telefono
links-download = Scarica collegamenti
links-file = collegamenti monouso
link-revoke = Revoca il collegamento
link-revoke-of = Revoca il collegamento di { $name }
reissue = Riemetti le credenziali
reissue-over = Riemetti quelle il cui collegamento non vale più
reissue-dead = I collegamenti monouso creati in precedenza non apriranno più nulla.
reissue-one = Riemetti le credenziali: { $name }
reissue-many = { $count ->
     [one] Riemetti le credenziali di { $count } utente
    *[other] Riemetti le credenziali di { $count } utenti
    }
along-none = { $count ->
     [one] Solo la password
    *[other] Solo le password
    }
along-links = { $count ->
     [one] Con un collegamento monouso
    *[other] Con un collegamento monouso per ciascun utente
    }
along-links-with-codes = { $count ->
     [one] Con un collegamento monouso e un codice, da comunicare per telefono
    *[other] Con un collegamento monouso e un codice per ciascun utente, da comunicare per telefono
    }
column-link = Collegamento monouso
column-state = Stato
column-way = Modo
column-by = Da
column-when = Quando
column-to = A
column-handed = Consegnata
field-code = Codice
flash-link-ended = Non c’era più alcun collegamento da revocare.
flash-link-revoked = Il collegamento è revocato e non apre più nulla.
flash-links-issued = { $count ->
     [one] È stato creato { $count } collegamento monouso.
    *[other] Sono stati creati { $count } collegamenti monouso.
    }
flash-links-none = Tutti gli utenti di questa pagina hanno già un collegamento che si può aprire, oppure non puoi crearne per loro.
slip-more-licenses = { $count ->
     [one] e { $count } altra
    *[other] e altre { $count }
    }
handover-title = La tua password temporanea
handover-text = Viene mostrata una sola volta. Premi il pulsante quando nessun altro vede il tuo schermo.
handover-open = Mostra la password
handover-code-hint = Sei cifre che ti sono state comunicate per telefono
handover-once = Viene mostrata adesso e mai più. Usala subito per accedere, oppure annotala.
handover-sign-in = Accedi da
handover-over = Questo collegamento non apre più nulla
handover-opened = È stato aperto il { $name }. Se non sei stato tu, avvisa subito il tuo amministratore.
handover-expired = È scaduto il { $name }. Chiedine uno nuovo al tuo amministratore.
handover-revoked = È stato revocato il { $name }. Chiedine uno nuovo al tuo amministratore.
handover-guessed = È stato inserito un codice errato troppe volte, l’ultima il { $name }. Chiedi un nuovo collegamento al tuo amministratore.
handover-void = Ora non è valido. Rivolgiti al tuo amministratore.
handover-unknown = Questo collegamento non apre nulla
handover-unknown-text = Controlla di aver copiato l’indirizzo per intero, oppure chiedi un nuovo collegamento al tuo amministratore.
refusal-code-wrong = { $count ->
     [one] Il codice non è questo. Rimane un tentativo.
    *[other] Il codice non è questo. Rimangono { $count } tentativi.
    }
print-layout = Disposizione
print-one = Un foglietto per pagina
print-four = Quattro foglietti per pagina
print-list = Un elenco per l’amministratore
print-list-text = Password temporanee da consegnare. Consegna ciascuna solo al suo utente e poi distruggi questo elenco.
print-list-address = Gli utenti accedono da { $name } e lì scelgono una password propria.
print-language = Lingua dei foglietti
print-language-own = Quella della località di ogni utente
print-apply = Applica
slip-qr = Codice QR del collegamento monouso
slip-qr-text = Inquadra il codice per vedere gli stessi dati sul telefono. Si apre una sola volta.
slip-qr-asks = Ti verranno chieste sei cifre, che ti sono comunicate a parte.
operation-issue-hand-over-links = Collegamenti monouso creati
operation-download-hand-over-links = Collegamenti monouso scaricati
operation-revoke-hand-over-links = Collegamenti monouso revocati
operation-open-hand-over-link = Collegamento monouso aperto
operation-block-hand-over-link = Collegamento monouso annullato dopo codici errati

## Mails about users

mail-of-password-list = un elenco con password
flash-mail-again = Il messaggio è di nuovo in coda.
flash-mail-not-stopped = Il messaggio era già in partenza, oppure può essere partito prima. Controlla il suo stato.
flash-mail-over = Il messaggio non è più in attesa. Controlla il suo stato.
flash-mail-stopped = Il messaggio è fermato e il suo contenuto è distrutto.
flash-mails-queued = { $count ->
     [one] Un messaggio è in coda.
    *[other] { $count } messaggi sono in coda.
    }
flash-mails-queued-but = { $count ->
     [one] Un messaggio è in coda.
    *[other] { $count } messaggi sono in coda.
    } { $more ->
     [one] Un utente è rimasto fuori: nessun indirizzo, oppure accesso bloccato.
    *[other] { $more } utenti sono rimasti fuori: nessun indirizzo, oppure accesso bloccato.
    }
refusal-mail-needs-reissue = Il contenuto di questo messaggio è distrutto e non si può inviare di nuovo. Reimposta la password e invia quella nuova.
refusal-mail-not-on-sheet = { $name } non ha più qui una password che puoi inviare: l’utente è stato eliminato, ha una password più recente oppure è un amministratore.
refusal-mail-user-blocked = L’accesso di questo utente è bloccato. Prima consentilo, oppure lascia vuoto l’indirizzo.
refusal-mail-password-expired = La password temporanea è scaduta. Prima riemettila, oppure lascia vuoto l’indirizzo.
refusal-mail-elsewhere = Solo gli agenti amministratori e gli amministratori globali inviano a indirizzi fuori dai domini del cliente. Scrivi un indirizzo in uno di essi, oppure chiedi a un agente amministratore.
refusal-mail-no-recipients = Non c’è nessuno a cui scrivere. Inserisci un indirizzo, oppure scegli un altro destinatario.
refusal-mail-no-contact = Questo cliente non ha un contatto con un indirizzo di posta.
refusal-mail-no-passwords = Qui i messaggi non contengono password. Invia invece i collegamenti.
mailing = Posta elettronica
mailing-title = Invia per posta elettronica
mailing-otherwise = Puoi stampare le password, scaricarle oppure scrivere dal tuo programma di posta.
mailing-blocked = { $count ->
     [one] { $count } utente qui non può accedere e rimane fuori.
    *[other] { $count } utenti qui non possono accedere e rimangono fuori.
    }
mailing-to = A chi
mailing-to-me = A me: un solo messaggio con tutto
mailing-to-contact = Al contatto del cliente: un solo messaggio con tutto
mailing-to-each = A ogni utente a un altro indirizzo: un messaggio ciascuno
mailing-addresses-hint = La nuova casella non si può ancora aprire: usa un altro indirizzo dell’utente. Chi qui non ne ha uno rimane fuori.
mailing-elsewhere-hint = Per indirizzi fuori dai domini del cliente serve un agente amministratore.
mailing-address-of = Indirizzo di { $name }
mailing-content = Che cosa contiene il messaggio
mailing-with-link = Nome utente e un collegamento monouso alla password
mailing-with-password = Nome utente e la password stessa
mailing-link-hint = { $count ->
     [one] Il collegamento si apre una sola volta, entro un’ora da quando il messaggio è stato accettato. Il file dei collegamenti e i codici QR hanno lo stesso collegamento.
    *[other] Il collegamento si apre una sola volta, entro { $count } ore da quando il messaggio è stato accettato. Il file dei collegamenti e i codici QR hanno lo stesso collegamento.
    }
mailing-with-code = I nuovi collegamenti chiedono un codice, da comunicare per telefono
mailing-with-code-hint = I collegamenti già creati restano come sono, con un codice o senza. Per averne di nuovi, prima revocali.
mailing-language = Lingua dei messaggi
mailing-language-own = Quella di chi li legge
mailing-last = Se ora scrivi a tutti, l’ultimo messaggio parte verso il { $name }.
mailing-send = Invia
mails-waiting = { $count ->
     [one] Un messaggio non è ancora partito.
    *[other] { $count } messaggi non sono ancora partiti.
    } L’ultimo parte verso il { $name }.
mail-next = Prossimo tentativo: { $name }
mail-stop = Ferma
mail-stop-to = Ferma il messaggio a { $name }
mail-send-again = Invia di nuovo
mail-send-again-to = Invia di nuovo il messaggio a { $name }
mail-replaced = È stato inviato di nuovo.
mail-gone = Il suo contenuto è distrutto: per inviare di nuovo, emetti di nuovo.
mail-not-again = Questo messaggio non viene inviato di nuovo
column-address = Indirizzo di posta
column-draft = Bozza
drafts = Bozze per il tuo programma di posta
drafts-text = Ogni bozza contiene il nome utente e il collegamento monouso, mai la password. Il tuo programma di posta la apre; la invii tu.
drafts-none = Non c’è ancora un collegamento che si può aprire. Prima crea collegamenti monouso.
drafts-all = Una bozza con tutto
drafts-all-to = La bozza con tutto è per { $name }.
draft-write = Scrivi
draft-write-to = Scrivi a { $name }
draft-file = File (.eml)
draft-file-of = Bozza per { $name } come file
letter-subject = Il tuo accesso a { $name }
letter-hello = Gentile { $name },
letter-intro = Il tuo account presso { $name } ha una nuova password temporanea.
letter-link = { $count ->
     [one] Questo collegamento mostra la tua password temporanea. Si apre una sola volta, entro un’ora.
    *[other] Questo collegamento mostra la tua password temporanea. Si apre una sola volta, entro { $count } ore.
    }
letter-code = Chiede un codice che ti viene comunicato per telefono.
letter-sign-in = Accedi qui:
letter-unexpected = Se non aspettavi questo messaggio, avvisa il tuo amministratore e non aprire nulla.
letter-from = Inviato per te da { $name }
letter-list-subject = Accessi degli utenti di { $name }
letter-list-intro = Questi utenti di { $name } hanno nuove password temporanee.
letter-list-links = { $count ->
     [one] Ogni collegamento mostra una password. Si apre una sola volta, entro un’ora.
    *[other] Ogni collegamento mostra una password. Si apre una sola volta, entro { $count } ore.
    }
letter-list-apart = Consegna ciascuno solo al suo utente. Tutti scelgono una nuova password al primo accesso.
sheet-mails-waiting = { $count ->
     [one] Un messaggio non è ancora partito
    *[other] { $count } messaggi non sono ancora partiti
    }
sheet-mails-choice = I messaggi con collegamenti possono partire anche dopo la chiusura della conferma. Quelli con password vengono fermati.
sheet-done-let-go = Chiudi, i collegamenti possono partire
sheet-done-stop = Chiudi e ferma tutti i messaggi
