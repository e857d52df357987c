//! What the invented parliament talks about: per subject the sentences that papers are put together from.
//!
//! All figures, organisations and reports are invented. Add a topic by adding an entry to [`TOPICS`].

/// A subject of policy.
#[derive(Debug)]
pub(crate) struct Topic {
    /// Index of `people::MINISTRIES`.
    pub(crate) ministry: usize,
    /// Title of its dossier.
    pub(crate) title: &'static str,
    /// Number of its dossier.
    pub(crate) dossier: u32,
    /// An invented organisation in the field.
    pub(crate) organisation: &'static str,
    /// Subjects that letters and debates are about ("… over SUBJECT").
    pub(crate) subjects: &'static [&'static str],
    /// Sentences for letters.
    pub(crate) facts: &'static [&'static str],
    /// What motions find ("constaterende dat …").
    pub(crate) claims: &'static [&'static str],
    /// What motions ask: short form for the title, and the request itself.
    pub(crate) requests: &'static [(&'static str, &'static str)],
    /// Questions with their answers.
    pub(crate) questions: &'static [(&'static str, &'static str)],
}

/// Every subject.
pub(crate) const TOPICS: [Topic; 12] = [
    Topic {
        ministry: 1,
        title: "Acute zorg",
        dossier: 29247,
        organisation: "Federatie Spoedzorg Nederland",
        subjects: &[
            "de toegankelijkheid van de spoedzorg",
            "de aanrijtijden van ambulances",
            "de concentratie van acute verloskunde",
            "het tekort aan verpleegkundigen op de spoedeisende hulp",
            "de bekostiging van huisartsenspoedposten",
        ],
        facts: &[
            "In 2025 werd 93,1% van de spoedritten binnen de norm van vijftien minuten gereden.",
            "Op zeven van de 81 spoedeisendehulpposten is in de zomer ten minste één keer een opnamestop afgekondigd.",
            "Het afgelopen jaar is het aantal openstaande vacatures in de acute zorg met 4% gedaald tot ruim 2.300.",
            "Patiënten moeten erop kunnen vertrouwen dat er hulp is wanneer elke minuut telt.",
            "De regionale overleggen acute zorgketen stellen voor hun regio een plan op, waarin ook de huisartsenspoedposten een plaats krijgen.",
            "De effecten van deze maatregel zijn op dit moment nog niet in alle regio's zichtbaar.",
        ],
        claims: &[
            "in drie regio's de norm voor aanrijtijden al twee jaar niet wordt gehaald",
            "een spoedeisendehulppost kan sluiten zonder dat inwoners en gemeenten vooraf zijn gehoord",
            "verpleegkundigen in de acute zorg vaker dan gemiddeld de sector verlaten",
        ],
        requests: &[
            (
                "een bereikbaarheidsnorm voor de spoedeisende hulp",
                "voor het zomerreces een wettelijke norm voor de bereikbaarheid van de spoedeisende hulp uit te werken en de Kamer daarover te informeren",
            ),
            (
                "inwoners betrekken bij het sluiten van ziekenhuislocaties",
                "te regelen dat inwoners en gemeenten worden gehoord voordat een ziekenhuis een locatie voor acute zorg sluit",
            ),
            (
                "behoud van verpleegkundigen in de acute zorg",
                "samen met werkgevers en beroepsverenigingen een plan op te stellen om verpleegkundigen voor de acute zorg te behouden",
            ),
        ],
        questions: &[
            (
                "Hoeveel spoedeisendehulpposten hebben in het afgelopen jaar een of meer opnamestops afgekondigd, en hoe lang duurden deze?",
                "In het afgelopen jaar hebben zeven spoedeisendehulpposten samen 41 keer een opnamestop afgekondigd. De gemiddelde duur was drie uur en tien minuten. De Nederlandse Zorgautoriteit houdt dit sinds dit jaar per maand bij.",
            ),
            (
                "Deelt u de mening dat een ritduur van meer dan 45 minuten naar een spoedeisende hulp onwenselijk is? Zo nee, waarom niet?",
                "Ja. De norm blijft dat vrijwel iedereen binnen 45 minuten per ambulance op een spoedeisende hulp moet kunnen zijn. Voor ruim 99% van de inwoners is dat het geval; voor de Waddeneilanden en delen van Zeeland gelden aparte afspraken.",
            ),
            (
                "Bent u bereid met de veiligheidsregio's in gesprek te gaan over de inzet van first responders?",
                "Ja. Dat gesprek is inmiddels gestart. Over de uitkomsten zal ik de Kamer voor het eind van het jaar informeren.",
            ),
            (
                "Wat is het effect van het sluiten van kleine ziekenhuislocaties op de aanrijtijden?",
                "Uit het jaarlijkse bereikbaarheidsonderzoek volgt dat het effect per regio verschilt. In twee regio's is de gemiddelde aanrijtijd met ongeveer een minuut toegenomen, in de overige regio's is geen effect gemeten.",
            ),
        ],
    },
    Topic {
        ministry: 9,
        title: "Problematiek rondom stikstof en PFAS",
        dossier: 35334,
        organisation: "Vereniging Boer en Buitengebied",
        subjects: &[
            "de voortgang van de aanpak stikstof",
            "de legalisatie van PAS-melders",
            "de rekenkundige ondergrens voor stikstofdepositie",
            "de gebiedsgerichte aanpak rond kwetsbare natuur",
            "de doelsturing op bedrijfsniveau",
        ],
        facts: &[
            "De stikstofdepositie is de afgelopen vijf jaar gedaald, maar op ongeveer twee derde van het stikstofgevoelige areaal wordt de kritische depositiewaarde nog overschreden.",
            "Voor 312 van de PAS-melders is een oplossing gevonden; voor de overige melders loopt het traject nog.",
            "De provincies hebben in september hun tussenstand aangeleverd.",
            "Ondernemers hebben behoefte aan duidelijkheid en aan middelen waarmee zij zelf kunnen sturen.",
            "De onafhankelijke adviescommissie wijst erop dat vergunningverlening pas weer op gang komt als de natuur aantoonbaar verbetert.",
        ],
        claims: &[
            "PAS-melders buiten hun schuld al jaren zonder geldige vergunning zitten",
            "de provincies verschillende voorwaarden stellen aan extern salderen",
            "boeren die willen verduurzamen vastlopen op vergunningverlening",
        ],
        requests: &[
            (
                "een vaste contactpersoon voor iedere PAS-melder",
                "te zorgen dat iedere PAS-melder vóór 1 juli een vaste contactpersoon heeft, en de Kamer over de voortgang per kwartaal te informeren",
            ),
            (
                "een eenduidige werkwijze voor extern salderen",
                "met de provincies te komen tot één werkwijze voor extern salderen",
            ),
            (
                "innovatie op het boerenerf",
                "belemmeringen weg te nemen voor stalsystemen waarvan de werking met metingen op het bedrijf wordt aangetoond",
            ),
        ],
        questions: &[
            (
                "Hoeveel PAS-melders hebben inmiddels een onherroepelijke vergunning?",
                "Op 1 oktober jl. hadden 312 PAS-melders een onherroepelijke vergunning of een andere oplossing. Voor ongeveer 2.000 melders geldt dat nog niet.",
            ),
            (
                "Kunt u aangeven welke gevolgen de uitspraak van de Raad van State heeft voor lopende projecten?",
                "De gevolgen verschillen per project. Met de provincies breng ik in beeld om welke projecten het gaat. De Kamer ontvangt dit overzicht in het eerste kwartaal van volgend jaar.",
            ),
            (
                "Bent u bereid een rekenkundige ondergrens in te voeren? Zo ja, wanneer?",
                "Een ondergrens vraagt om een wetenschappelijke onderbouwing die bij de rechter standhoudt. Het onderzoek daarnaar wordt medio volgend jaar afgerond.",
            ),
            (
                "Hoe wordt voorkomen dat boeren twee keer moeten investeren?",
                "Door te sturen op doelen in plaats van op middelen kan de ondernemer zelf kiezen wat bij het bedrijf past. Wie nu investeert, kan die investering meetellen.",
            ),
        ],
    },
    Topic {
        ministry: 12,
        title: "Woningbouwopgave",
        dossier: 32847,
        organisation: "Koepel Nieuwbouw en Herstel",
        subjects: &[
            "de voortgang van de woningbouw",
            "de betaalbaarheid van huurwoningen",
            "de realisatie van ouderenwoningen",
            "flexwoningen en tijdelijke locaties",
            "de leegstand boven winkels",
        ],
        facts: &[
            "In de eerste drie kwartalen zijn 58.400 woningen aan de voorraad toegevoegd, waarvan 11.900 door transformatie.",
            "Het aantal vergunde woningen ligt 6% hoger dan in dezelfde periode van het vorige jaar.",
            "Vooral starters en alleenstaande ouderen merken dat er te weinig passende woningen zijn.",
            "Aan de landelijke versnellingstafel zijn 23 vastgelopen projecten besproken; voor vijftien daarvan is een oplossing gevonden.",
            "De stijgende bouwkosten en het volle elektriciteitsnet vertragen projecten in meerdere regio's.",
        ],
        claims: &[
            "de doorlooptijd van een woningbouwproject gemiddeld tien jaar is",
            "van de nieuwe woningen minder dan een derde betaalbaar is",
            "gemeenten te weinig ambtenaren hebben om plannen te beoordelen",
        ],
        requests: &[
            (
                "een landelijke aanpak van leegstand boven winkels",
                "samen met gemeenten een aanpak te maken om leegstaande verdiepingen boven winkels om te bouwen tot woningen",
            ),
            (
                "het halveren van proceduretijd bij woningbouw",
                "voorstellen te doen waarmee de proceduretijd bij woningbouw wordt gehalveerd en deze voor het einde van het jaar aan de Kamer te sturen",
            ),
            (
                "meer ouderenwoningen in kleine kernen",
                "met corporaties afspraken te maken over ouderenwoningen in kleine kernen",
            ),
        ],
        questions: &[
            (
                "Hoeveel woningen zijn in het afgelopen jaar opgeleverd, uitgesplitst naar provincie?",
                "In het afgelopen jaar zijn 78.200 woningen opgeleverd. De uitsplitsing naar provincie is opgenomen in de bijlage bij de voortgangsbrief.",
            ),
            (
                "Klopt het dat corporaties projecten uitstellen vanwege gestegen kosten?",
                "Dat klopt voor een deel van de projecten. De gezamenlijke corporaties melden dat ongeveer een op de tien projecten later start dan voorzien.",
            ),
            (
                "Welke mogelijkheden ziet u om tijdelijke woningen langer te laten staan?",
                "De termijn voor tijdelijke woningen kan worden verlengd. In het wetsvoorstel dat ik in het tweede kwartaal aan de Kamer zal aanbieden, wordt de maximale termijn dertig jaar.",
            ),
        ],
    },
    Topic {
        ministry: 11,
        title: "Vreemdelingenbeleid",
        dossier: 19637,
        organisation: "Stichting Opvang Nabij",
        subjects: &[
            "de doorstroom van statushouders",
            "de capaciteit van de asielopvang",
            "de wachttijden bij gezinshereniging",
            "de veiligheid rond opvanglocaties",
            "de opvang van alleenstaande minderjarige vreemdelingen",
        ],
        facts: &[
            "Op 1 november verbleven 71.300 mensen in de opvang, onder wie 17.800 statushouders.",
            "De gemiddelde wachttijd in de algemene asielprocedure bedraagt op dit moment 38 weken.",
            "Gemeenten hebben samen 1.900 plaatsen in doorstroomlocaties gerealiseerd.",
            "Voor kinderen zijn herhaalde verhuizingen tussen opvanglocaties schadelijk.",
            "De inspecties concluderen dat de situatie op drie locaties niet voldoet aan de eisen.",
        ],
        claims: &[
            "kinderen in de noodopvang gemiddeld drie keer per jaar verhuizen",
            "een klein deel van de asielzoekers zorgt voor veel overlast",
            "statushouders gemiddeld elf maanden op een woning wachten",
        ],
        requests: &[
            (
                "het beperken van verhuizingen van kinderen in de opvang",
                "het aantal verhuizingen van kinderen in de opvang te beperken tot ten hoogste één per jaar",
            ),
            (
                "een betere schaderegeling voor ondernemers rond opvanglocaties",
                "een schaderegeling uit te werken voor ondernemers en inwoners die schade lijden door overlast",
            ),
            (
                "doorstroomlocaties voor statushouders",
                "met gemeenten bindende afspraken te maken over doorstroomlocaties",
            ),
        ],
        questions: &[
            (
                "Hoeveel statushouders verblijven op dit moment in de opvang en hoe lang wachten zij gemiddeld op een woning?",
                "Op 1 november verbleven 17.800 statushouders in de opvang. Zij wachten gemiddeld elf maanden op een woning.",
            ),
            (
                "Bent u bekend met de signalen over onveiligheid op de locatie in Terhaven?",
                "Ja. De signalen zijn besproken met de burgemeester en met de organisatie die de opvang uitvoert. Sindsdien is het toezicht uitgebreid.",
            ),
            (
                "Wanneer ontvangt de Kamer het uitvoeringsplan voor het Europese migratiepact?",
                "Het uitvoeringsplan zal ik eind van dit kwartaal aan de Kamer sturen.",
            ),
        ],
    },
    Topic {
        ministry: 5,
        title: "Hersteloperatie toeslagen",
        dossier: 31066,
        organisation: "Steunpunt Gedupeerde Ouders",
        subjects: &[
            "de voortgang van de hersteloperatie toeslagen",
            "de afhandeling van aanvullende schade",
            "de dossierverstrekking aan gedupeerde ouders",
            "de kindregeling",
            "de bezwaarprocedures bij de uitvoeringsorganisatie",
        ],
        facts: &[
            "Van de 69.000 aanmeldingen is voor 68.100 de eerste toets afgerond.",
            "Ongeveer 42.000 ouders zijn als gedupeerd aangemerkt.",
            "De behandeling van aanvullende schade blijft achter bij de planning; de gemiddelde doorlooptijd is nu negentien maanden.",
            "Achter elk dossier staat een gezin dat lang op erkenning heeft gewacht.",
            "Ouders kunnen sinds de zomer kiezen uit drie schaderoutes.",
        ],
        claims: &[
            "ouders soms jaren wachten op inzage in hun dossier",
            "de termijn voor bezwaar in meer dan de helft van de zaken wordt overschreden",
            "gemeenten de kosten van brede ondersteuning niet volledig vergoed krijgen",
        ],
        requests: &[
            (
                "inzage in het dossier binnen zes weken",
                "te waarborgen dat gedupeerde ouders binnen zes weken inzage krijgen in hun dossier",
            ),
            (
                "één vaste behandelaar per gezin",
                "elk gedupeerd gezin één vaste behandelaar te geven gedurende het hele herstel",
            ),
            (
                "een einddatum voor de integrale beoordeling",
                "een haalbare einddatum voor de integrale beoordelingen vast te stellen en de Kamer daar voor de begrotingsbehandeling over te informeren",
            ),
        ],
        questions: &[
            (
                "Hoeveel bezwaarschriften zijn op dit moment in behandeling en hoeveel daarvan zijn buiten de wettelijke termijn?",
                "Op 1 oktober waren 9.400 bezwaarschriften in behandeling. Bij 5.200 daarvan is de wettelijke termijn verstreken.",
            ),
            (
                "Wat kost de uitvoering van de hersteloperatie tot en met dit jaar?",
                "De uitvoeringskosten tot en met dit jaar worden geraamd op 1,6 miljard euro. Daarnaast is 4,9 miljard euro aan ouders en kinderen uitgekeerd.",
            ),
            (
                "Kunt u toezeggen dat ouders niet opnieuw hun hele verhaal hoeven te doen?",
                "Ja. Het verhaal van de ouder wordt één keer opgetekend en met toestemming van de ouder gedeeld met de behandelaars die het nodig hebben.",
            ),
        ],
    },
    Topic {
        ministry: 13,
        title: "Voorzienings- en leveringszekerheid energie",
        dossier: 29023,
        organisation: "Netwerk Lokale Energie",
        subjects: &[
            "de aanpak van netcongestie",
            "de wachtlijsten voor een aansluiting op het elektriciteitsnet",
            "flexibele contracten voor grootverbruikers",
            "de uitrol van energiehubs",
            "de nettarieven voor huishoudens",
        ],
        facts: &[
            "Op de wachtlijst voor afname staan 14.900 verzoeken, samen goed voor 9,6 gigawatt.",
            "In 2025 hebben de netbeheerders 18% meer middenspanningsruimtes gebouwd dan in het jaar daarvoor.",
            "Bedrijven, scholen en zorginstellingen kunnen hierdoor niet uitbreiden of verduurzamen.",
            "Met flexibele contracten is tot nu toe 410 megawatt aan ruimte vrijgemaakt.",
            "Het bouwen van een hoogspanningsstation duurt gemiddeld acht tot tien jaar, waarvan het grootste deel opgaat aan ruimtelijke procedures.",
        ],
        claims: &[
            "scholen en ziekenhuizen op een wachtlijst staan voor een zwaardere aansluiting",
            "er geen landelijk overzicht is van beschikbare ruimte op het laagspanningsnet",
            "batterijen dubbele nettarieven betalen",
        ],
        requests: &[
            (
                "voorrang voor zorg en onderwijs op het stroomnet",
                "te bevorderen dat zorginstellingen en scholen voorrang krijgen op de wachtlijst voor een aansluiting",
            ),
            (
                "een openbare kaart van de ruimte op het laagspanningsnet",
                "met de netbeheerders een openbare kaart te maken van de beschikbare ruimte op het laagspanningsnet, uiterlijk eind Q2",
            ),
            (
                "het sneller vergunnen van transformatorstations",
                "de procedures voor transformatorstations te verkorten tot ten hoogste twee jaar",
            ),
        ],
        questions: &[
            (
                "Hoeveel bedrijven staan op dit moment op de wachtlijst voor een aansluiting?",
                "Op 1 september stonden 14.900 verzoeken op de wachtlijst voor afname en 8.700 voor invoeding.",
            ),
            (
                "Welke regio's lopen het risico dat ook huishoudens geen aansluiting meer kunnen krijgen?",
                "In drie regio's is dat risico aanwezig na 2028. Met de provincies en netbeheerders worden daar nu maatregelen uitgewerkt. De Kamer wordt daarover voor het zomerreces geïnformeerd.",
            ),
            (
                "Hoe staat het met de energiehubs?",
                "Er zijn inmiddels 46 energiehubs in voorbereiding, waarvan er negen in bedrijf zijn.",
            ),
        ],
    },
    Topic {
        ministry: 4,
        title: "Primair onderwijs",
        dossier: 31293,
        organisation: "Onderwijsberaad Nederland",
        subjects: &[
            "de basisvaardigheden van leerlingen",
            "het lerarentekort",
            "passend onderwijs",
            "de schoolmaaltijden",
            "het burgerschapsonderwijs",
        ],
        facts: &[
            "Het lerarentekort in het primair onderwijs is gedaald van 9,6% naar 8,1%, maar in de vijf grootste steden staat nog ruim 13% van de functies open.",
            "Ruim 1.150 scholen ontvingen het afgelopen jaar hulp van een basisteam.",
            "Leesvaardigheid is de sleutel tot alle andere vakken.",
            "De eerste metingen laten een voorzichtig herstel van de rekenvaardigheid zien.",
            "Ongeveer 330.000 leerlingen krijgen op school een maaltijd.",
        ],
        claims: &[
            "een op de drie vijftienjarigen onvoldoende leest om zich in de samenleving te redden",
            "startende leraren te vaak binnen vijf jaar het onderwijs verlaten",
            "thuiszitters te lang op een passende plek wachten",
        ],
        requests: &[
            (
                "een vaste plek voor de schoolbibliotheek",
                "te zorgen dat elke basisschool in 2028 een schoolbibliotheek heeft",
            ),
            (
                "de begeleiding van startende leraren",
                "met de sector afspraken te maken over de begeleiding van startende leraren",
            ),
            (
                "het terugdringen van thuiszitten",
                "een plan te maken om het aantal thuiszitters in drie jaar te halveren",
            ),
        ],
        questions: &[
            (
                "Hoeveel leerlingen zitten op dit moment langer dan drie maanden thuis zonder onderwijs?",
                "In het afgelopen schooljaar ging het om 7.100 leerlingen. De cijfers over dit schooljaar verwacht ik in februari.",
            ),
            (
                "Wat vindt u van het bericht dat scholen steeds vaker een vierdaagse schoolweek invoeren?",
                "Ik vind dat onwenselijk. Leerlingen hebben recht op voldoende onderwijstijd. De inspectie ziet erop toe dat scholen alleen tijdelijk en met een plan van de norm afwijken.",
            ),
            (
                "Is de regering bereid de subsidie voor schoolmaaltijden structureel te maken?",
                "Voor dit en het komende schooljaar zijn middelen beschikbaar. Over de jaren daarna besluit het kabinet bij de Voorjaarsnota.",
            ),
        ],
    },
    Topic {
        ministry: 10,
        title: "Armoede- en schuldenbeleid",
        dossier: 24515,
        organisation: "Landelijk Platform Bestaanszekerheid",
        subjects: &[
            "de vroegsignalering van schulden",
            "energiearmoede",
            "kinderarmoede",
            "de toegang tot schuldhulpverlening",
            "de beslagvrije voet",
        ],
        facts: &[
            "Naar schatting leven 540.000 mensen onder de armoedegrens, onder wie 115.000 kinderen.",
            "Gemeenten bereiken met vroegsignalering een groter deel van de huishoudens met beginnende achterstanden.",
            "Een op de vijf huishoudens met problematische schulden is in beeld bij de schuldhulpverlening.",
            "Wie schulden heeft, heeft minder ruimte om vooruit te kijken.",
            "De basisdienstverlening is inmiddels in 240 gemeenten ingevoerd.",
        ],
        claims: &[
            "kleine schulden door bijkomende kosten snel groot worden",
            "kinderen in armoede vaker zonder ontbijt naar school gaan",
            "gemeenten grote verschillen kennen in toegang tot schuldhulp",
        ],
        requests: &[
            (
                "het beperken van de stapeling van incassokosten",
                "de stapeling van incassokosten bij kleine schulden te beperken",
            ),
            (
                "een landelijk minimum voor schuldhulp",
                "een landelijk minimum vast te stellen voor de toegang tot schuldhulpverlening",
            ),
            (
                "een doel voor het terugdringen van kinderarmoede",
                "een meetbaar doel voor het terugdringen van kinderarmoede op te nemen in de begroting",
            ),
        ],
        questions: &[
            (
                "Hoeveel huishoudens hebben op dit moment problematische schulden?",
                "Volgens de laatste cijfers gaat het om 721.000 huishoudens, 8,6% van alle huishoudens.",
            ),
            (
                "Welke gemeenten hanteren een wachttijd voor schuldhulpverlening van meer dan vier weken?",
                "De wettelijke termijn is vier weken. Uit de laatste monitor blijkt dat negen gemeenten die termijn gemiddeld niet halen. Met hen ga ik in gesprek.",
            ),
            (
                "Wat doet de overheid als schuldeiser zelf?",
                "Met de rijksincassovisie werken de grote uitvoerders toe naar één betalingsregeling voor alle schulden bij het Rijk. Daarover bericht ik de Kamer in het derde kwartaal.",
            ),
        ],
    },
    Topic {
        ministry: 7,
        title: "Openbaar vervoer",
        dossier: 23645,
        organisation: "Reizigersbond Van Deur tot Deur",
        subjects: &[
            "de bereikbaarheid van het landelijk gebied",
            "de sociale veiligheid in het openbaar vervoer",
            "de dienstregeling op het hoofdrailnet",
            "nachttreinen en internationale verbindingen",
            "de tarieven in het openbaar vervoer",
        ],
        facts: &[
            "Het aantal reizigers ligt weer op 96% van het niveau van voor de coronapandemie.",
            "Het aantal meldingen van agressie tegen personeel daalde met 7%, maar blijft te hoog.",
            "Ongeveer een derde van de dorpen met minder dan 2.000 inwoners heeft op zondag geen halte met een lijndienst.",
            "Vervoerders en overheden werken samen aan één landelijk aanbod van deelvervoer.",
            "Werkzaamheden aan het spoor worden waar mogelijk gebundeld.",
        ],
        claims: &[
            "de laatste bus in veel dorpen al om zeven uur 's avonds rijdt",
            "boa's in het openbaar vervoer geen toegang hebben tot identiteitsgegevens",
            "reizigers met een beperking niet op elk station zelfstandig kunnen reizen",
        ],
        requests: &[
            (
                "een minimum voor het openbaar vervoer in het landelijk gebied",
                "met de provincies een minimumniveau voor het openbaar vervoer in het landelijk gebied af te spreken",
            ),
            (
                "toegankelijke stations",
                "een planning te maken waarmee alle stations in 2032 zelfstandig toegankelijk zijn",
            ),
        ],
        questions: &[
            (
                "Hoeveel buslijnen zijn de afgelopen drie jaar opgeheven?",
                "In de afgelopen drie jaar zijn 146 lijnen opgeheven en 98 lijnen gestart. In een deel van de gevallen is de lijn vervangen door een oproepdienst.",
            ),
            (
                "Wat is de stand van zaken bij het toegankelijk maken van stations?",
                "Op 91% van de stations kunnen reizigers met een beperking zelfstandig reizen.",
            ),
        ],
    },
    Topic {
        ministry: 2,
        title: "Politie",
        dossier: 29628,
        organisation: "Vakverbond Veilig Werk",
        subjects: &[
            "de capaciteit van de basisteams",
            "digitale criminaliteit",
            "de aanpak van heling en winkeldiefstal",
            "femicide",
            "de inzet van bodycams",
        ],
        facts: &[
            "De politie telt op dit moment 51.300 operationele medewerkers.",
            "Van alle aangiften van online oplichting leidt 6% tot een verdachte.",
            "De basisteams hebben te maken met een grote uitstroom van ervaren medewerkers.",
            "Slachtoffers moeten weten waar zij terechtkunnen en wat er met hun melding gebeurt.",
            "De meldkamers verwerkten het afgelopen jaar 3,1 miljoen oproepen.",
        ],
        claims: &[
            "slachtoffers van online oplichting zelden iets terugzien van hun aangifte",
            "wijkagenten te vaak worden ingezet voor andere taken",
            "signalen van dwingende controle niet overal worden herkend",
        ],
        requests: &[
            (
                "de wijkagent terug in de wijk",
                "te bevorderen dat wijkagenten ten minste 80% van hun tijd in de wijk werken",
            ),
            (
                "terugkoppeling aan aangevers",
                "te zorgen dat iedere aangever binnen twee weken bericht krijgt over wat met de aangifte gebeurt",
            ),
        ],
        questions: &[
            (
                "Hoeveel aangiften van online oplichting zijn in het afgelopen jaar gedaan?",
                "Het ging om ruim 52.000 aangiften, een daling van 3% ten opzichte van het jaar daarvoor.",
            ),
            (
                "Deelt u de zorg over de werkdruk bij de basisteams?",
                "Ja. Daarom krijgt de versterking van de basisteams voorrang bij de verdeling van nieuwe aspiranten. De korpschef rapporteert hierover in het halfjaarbericht.",
            ),
        ],
    },
    Topic {
        ministry: 3,
        title: "Digitale overheid",
        dossier: 26643,
        organisation: "Genootschap Open Techniek",
        subjects: &[
            "algoritmen bij de overheid",
            "digitale toegankelijkheid",
            "de afhankelijkheid van buitenlandse clouddiensten",
            "de informatiehuishouding van het Rijk",
            "de Europese digitale identiteit",
        ],
        facts: &[
            "In het algoritmeregister staan inmiddels 1.240 algoritmen van 380 organisaties.",
            "Van de overheidswebsites voldoet 61% aan de eisen voor toegankelijkheid.",
            "Ongeveer twee derde van de departementen gebruikt voor kantoorautomatisering dezelfde leverancier.",
            "Iedereen moet kunnen meedoen, ook wie minder vaardig is met een computer of telefoon.",
            "Het Rijk ontwikkelt een gezamenlijke voorziening voor vertrouwelijke gegevens.",
        ],
        claims: &[
            "niet alle risicovolle algoritmen in het register staan",
            "de overheid voor vitale processen afhankelijk is van enkele leveranciers van buiten Europa",
            "vier miljoen mensen moeite hebben met digitale formulieren",
        ],
        requests: &[
            (
                "een uitstapstrategie voor clouddiensten",
                "voor elke vitale dienst van het Rijk een uitstapstrategie op te stellen en de Kamer hierover medio volgend jaar te informeren",
            ),
            (
                "een papieren alternatief bij elk loket",
                "wettelijk te regelen dat bij elke overheidsdienst een alternatief op papier of aan het loket bestaat",
            ),
        ],
        questions: &[
            (
                "Welke ministeries hebben hun risicovolle algoritmen volledig gepubliceerd?",
                "Vijf ministeries hebben dat volledig gedaan. De andere ministeries ronden dit voor het eind van het jaar af.",
            ),
            (
                "Hoe wordt voorkomen dat mensen zonder smartphone worden buitengesloten?",
                "Voor elke dienst blijft een weg zonder smartphone bestaan. In het wetsvoorstel dat nu in consultatie is, wordt dat een recht.",
            ),
        ],
    },
    Topic {
        ministry: 6,
        title: "Personeel en materieel Defensie",
        dossier: 35000,
        organisation: "Bond van Dienstplichtigen en Reservisten",
        subjects: &[
            "de werving van reservisten",
            "de ruimte voor Defensie",
            "het onderhoud van kazernes",
            "de levering van munitie",
            "de bescherming van vitale infrastructuur op zee",
        ],
        facts: &[
            "Defensie telt 8.900 reservisten, 1.150 meer dan een jaar geleden.",
            "Van de 70 kazernes is voor 31 een vernieuwingsplan vastgesteld.",
            "De levertijden van munitie zijn opgelopen tot gemiddeld 26 maanden.",
            "Goed personeel is de voorwaarde voor alles wat Defensie doet.",
            "De behoefte aan oefenruimte wordt met de betrokken gemeenten besproken.",
        ],
        claims: &[
            "de legering op verschillende kazernes in slechte staat is",
            "werkgevers onvoldoende weten wat het reservistschap vraagt",
            "kabels op zee onvoldoende worden bewaakt",
        ],
        requests: &[
            (
                "een convenant met werkgevers over reservisten",
                "met werkgevers een convenant te sluiten over het vrijmaken van reservisten",
            ),
            (
                "het versnellen van de vernieuwing van kazernes",
                "de vernieuwing van kazernes waar de legering is afgekeurd naar voren te halen",
            ),
        ],
        questions: &[
            (
                "Hoeveel vacatures heeft Defensie op dit moment?",
                "Er zijn 9.300 vacatures, waarvan 6.800 voor militair personeel.",
            ),
            (
                "Hoe worden omwonenden betrokken bij nieuwe oefenterreinen?",
                "Voor elk terrein komt er een omgevingsmanager. Omwonenden kunnen een zienswijze indienen voordat een besluit wordt genomen.",
            ),
        ],
    },
];

/// Notations in which a Kamerstuk is cited, as people really write them.
pub(crate) fn cite(notation: usize, dossier: u32, addition: Option<&str>, number: u32) -> String {
    let spaced = format!("{} {:03}", dossier / 1000, dossier % 1000);
    match (notation % 7, addition) {
        (0, None) => format!("Kamerstuk {dossier}, nr. {number}"),
        (1, None) => format!("Kamerstuk {spaced}, nr. {number}"),
        (2, None) => format!("Kamerstukken II, {spaced}, nr. {number}"),
        (3, None) => format!("Kamerstuk {dossier} nr. {number}"),
        (4, None) => format!("{dossier}, nr. {number}"),
        (5, None) => format!("{dossier}-{number}"),
        (_, None) => format!("Kamerstuk {spaced} nr. {number}"),
        (0, Some(a)) => format!("Kamerstuk {dossier}-{a}, nr. {number}"),
        (1, Some(a)) => format!("Kamerstuk {spaced} {a}, nr. {number}"),
        (2, Some(a)) => format!("Kamerstuk {spaced}-{a}, nr. {number}"),
        (3, Some(a)) => format!("{dossier}-{a}-{number}"),
        (4, Some(a)) => format!("Kamerstukken II, {spaced} {a}, nr. {number}"),
        (5, Some(a)) => format!("nr. {number} ({dossier}-{a})"),
        (_, Some(a)) => format!("Kamerstuk {dossier} {a}, Nr.{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_topic_lacks_sentences() {
        for topic in &TOPICS {
            assert!(topic.subjects.len() >= 5 && topic.facts.len() >= 5, "{}", topic.title);
            assert!(topic.claims.len() >= 3 && topic.requests.len() >= 2 && topic.questions.len() >= 2);
        }
    }

    #[test]
    fn ways_of_citing() {
        assert_eq!(cite(1, 29995, None, 12), "Kamerstuk 29 995, nr. 12");
        assert_eq!(cite(5, 36800, Some("XVI"), 4), "nr. 4 (36800-XVI)");
        assert_eq!(cite(2, 21501, Some("02"), 3349), "Kamerstuk 21 501-02, nr. 3349");
    }
}
