"""Small stories about money."""

from kring.home.demo.situations.shape import Situation

MONEY = (
    Situation(
        home="alleenouder",
        team="wijkteam budgetpunt buurthart",
        purpose="Weer overzicht over het geld, zodat er rust komt.",
        matters="Dat ik de kinderen niet meer hoef te zeggen dat het niet kan.",
        message="Stap voor stap. U hoeft de post niet alleen te doen.",
        goals=(
            (
                "geld",
                "Er is overzicht over [alle rekeningen|wat erin komt en eruit gaat]",
                "Weten waar ik aan toe ben.",
            ),
            ("netwerk", "{kind} kan meedoen met [zwemles|de scouting|muziekles]", "Dat {kind} niet hoeft te kijken."),
        ),
        notes=(
            "wijkteam/geld: {naam} werkt drie dagen en komt elke maand [€ 180|€ 140|€ 210] tekort. Het begon "
            "toen de opvang duurder werd. {Hij} heeft het [negen|zeven] maanden voor iedereen stil gehouden.",
            "budgetpunt/geld: [Twee toeslagen|De huurtoeslag en de kinderopvangtoeslag] waren nooit aangepast "
            "na de scheiding. Dat scheelt bijna het hele tekort. {naam} moest erom lachen en toen huilen.",
            "buurthart/netwerk: Het sportfonds betaalt [de zwemles|de contributie]. {kind} vroeg of er ook een "
            "tas bij hoort.",
            "ik/geld: Ik heb voor het eerst een rekening opengemaakt terwijl de kinderen erbij waren. Er "
            "gebeurde niets ergs.",
            "budgetpunt/geld: Alle betalingen lopen nu [op de 25e|de dag na het salaris]. Er blijft € 45 per "
            "week over voor boodschappen en dat lukt.",
        ),
        agreements=(
            "1/ik: Alle post in één doos doen, open of dicht",
            "1/budgetpunt: Overzicht maken van inkomsten en vaste lasten",
            "1/budgetpunt: ~Toeslagen aanpassen, samen met {naam}",
            "2/buurthart: Sportfonds aanvragen voor {kind}",
            "1/ik: Elke vrijdag een kwartier de administratie",
        ),
        why_not="De brief van de Belastingdienst was er nog niet.",
        reviews=(
            "6: Er ligt geen stapel meer. Ik slaap nog niet goed, maar er ligt geen stapel meer.",
            "8: Ik heb deze maand zelf gezien dat het klopte, voordat jullie het zagen.",
        ),
    ),
    Situation(
        home="gezin",
        team="budgetpunt wijkteam thuisgoed",
        purpose="De achterstand stopt en het gezin kan blijven wonen.",
        matters="Wij willen geen cadeau. Wij willen dat het ophoudt met groeien.",
        message="Eerst de huur van deze maand. Over de rest praten wij met de mensen die nog geld krijgen.",
        goals=(
            ("wonen", "De huur wordt elke maand op tijd betaald", "Geen brief meer onder de deur."),
            ("geld", "Alle schulden zitten in één regeling", "Eén bedrag per maand."),
        ),
        notes=(
            "budgetpunt/geld: Signaal van de verhuurder: [twee|drie] maanden achterstand. Ik ben langsgegaan "
            "zonder afspraak. {Meneer} deed open met de jas aan. We hebben op de stoep gepraat, dat was genoeg "
            "voor een eerste keer.",
            "thuisgoed/wonen: Achterstand is [€ 1.420|€ 1.980|€ 1.165]. Als de lopende huur nu binnenkomt "
            "zetten wij de deurwaarder niet in.",
            "budgetpunt/geld: [Acht|Zes|Elf] schuldeisers, samen [€ 9.400|€ 12.750|€ 7.900]. Het begon met [een "
            "kapotte auto|een ziekenhuisopname|minder uren op het werk].",
            "wijkteam/gezin: De ouders hebben het de kinderen verteld in gewone woorden. {kind} vroeg of de "
            "hond mag blijven. Ja.",
            "thuisgoed/wonen: Tweede maand op rij op tijd. Ik heb gebeld om dat te zeggen, verder niets.",
        ),
        agreements=(
            "1/ik: De huur van deze maand betalen op de dag van het loon",
            "1/thuisgoed: Betalingsregeling op papier, in gewone taal",
            "2/budgetpunt: Alle schuldeisers aanschrijven",
            "2/ik: ~Loonstroken van drie maanden opsturen",
            "2/budgetpunt: Voorstel voor één regeling bespreken",
        ),
        why_not="De werkgever had de loonstroken nog niet klaar.",
        reviews=(
            "5: Het groeit niet meer. Dat is het eerste wat ik wilde.",
            "7: We hebben samen pannenkoeken gegeten zonder erover te praten.",
        ),
    ),
    Situation(
        home="jong",
        team="wijkteam budgetpunt werkplein",
        purpose="Een rustige start zonder nieuwe schulden.",
        matters="Ik wil gewoon een keer pinnen zonder te bidden.",
        message="We lossen het samen op, jij houdt de regie. Nieuwe aankopen even niet.",
        goals=(
            ("geld", "Geen nieuwe schulden, [drie|vier] maanden lang", "Niet meer achteraf betalen."),
            ("werk", "{naam} werkt [24|20|28] uur in de week", "Eigen geld."),
        ),
        notes=(
            "wijkteam/geld: {naam} kocht [schoenen, een telefoon en een scooter|kleding en een spelcomputer] "
            "met achteraf betalen. De kosten erbovenop zijn nu hoger dan de spullen zelf. {Hij} dacht dat je er "
            "altijd onderuit kon.",
            "budgetpunt/geld: Vijf incassobureaus, samen [€ 3.100|€ 2.640|€ 4.050]. Drie zijn te hoog berekend. "
            "Die heb ik teruggestuurd.",
            "ik/geld: Ik heb de apps van mijn telefoon gegooid. Mijn duim zoekt ze nog steeds.",
            "werkplein/werk: Gesprek gehad bij [de bezorgdienst|het distributiecentrum|een bakkerij]. {naam} "
            "mag beginnen met twee ochtenden.",
            "budgetpunt/geld: De jongerenregeling is rond. {naam} betaalt € 85 per maand en heeft [zelf|na lang "
            "rekenen] het bedrag genoemd.",
        ),
        agreements=(
            "1/ik: De betaal-apps weghalen",
            "1/budgetpunt: Incassokosten nakijken en bezwaar maken",
            "2/werkplein: Twee werkgevers vragen",
            "1/ik: ~Elke week foto van de bankapp sturen",
            "2/ik: Naar het gesprek gaan, met een schoon shirt",
        ),
        why_not="Ik vergat het en toen durfde ik niet meer te appen.",
        reviews=(
            "6: Het is minder dan ik dacht. Ik had het eerder moeten laten zien.",
            "8: Ik kon mijn moeder op friet trakteren.",
        ),
    ),
    Situation(
        home="oud",
        team="buurthart budgetpunt bibliotheek",
        purpose="De post en de rekeningen weer op orde, zonder dat de kinderen het overnemen.",
        matters="Thuis deed ik nooit het geld. Ik wil het zelf leren, ook op mijn leeftijd.",
        message="U beslist zelf. Wij zitten ernaast.",
        goals=(
            ("geld", "{Meneer} doet zelf de betalingen, op papier of op de tablet", "Zelf mijn naam eronder zetten."),
            ("netwerk", "Er is elke week iemand met wie {naam} de krant leest", "Iemand om iets tegen te zeggen."),
        ),
        notes=(
            "buurthart/zelfzorg: Na de begrafenis is de post blijven liggen in de "
            "[broodtrommel|naaidoos|schoenendoos]. {naam} schaamde zich. We hebben eerst over de begrafenis gepraat.",
            "budgetpunt/geld: Niets ernstigs: twee aanmaningen en een dubbel abonnement. {naam} betaalde nog "
            "voor een telefoon die niemand meer opneemt.",
            "bibliotheek/netwerk: Gekoppeld aan [Wim|Corrie|Bert], oud-boekhouder, elke [dinsdag|donderdag] om "
            "tien uur. Er gaat koek bij.",
            "ik/geld: Vandaag zelf overgemaakt. De tablet zei dat het gelukt was. Ik heb voor de zekerheid de "
            "bank gebeld.",
        ),
        agreements=(
            "1/buurthart: Samen de post sorteren op drie stapels",
            "1/budgetpunt: Dubbele abonnementen stoppen",
            "2/bibliotheek: Een maatje zoeken dat van cijfers houdt",
            "1/ik: ~Elke maandag de post openmaken aan tafel",
        ),
        why_not="Ik had [een nare week|bezoek] en wilde even niets.",
        reviews=("7: Het is stil in huis, maar de tafel is weer van mij.",),
        supporter="zoon",
    ),
    Situation(
        home="alleen",
        team="budgetpunt wijkteam oever",
        purpose="Stoppen met gokken en weer kunnen rondkomen.",
        matters="Dat mijn broer mij weer geld durft te lenen, ook al vraag ik het niet meer.",
        message="Een terugval zeg je dezelfde dag. Niemand wordt boos.",
        goals=(
            ("verslaving", "[Honderd|Zestig] dagen zonder gokken", "Mijn telefoon is weer een telefoon."),
            ("geld", "Vaste lasten zijn betaald voordat er iets anders kan", "Eerst de huur, dan ik."),
        ),
        notes=(
            "budgetpunt/geld: {naam} vroeg zelf om een stop op alle goksites. De inschrijving is gedaan en "
            "geldt zes maanden.",
            "oever/verslaving: Intake gedaan. Gokken vooral ’s nachts, na ruzie. Twee keer per week groep. "
            "{naam} wil dat dit bij ons blijft.",
            "wijkteam/netwerk: Met {zijn} broer gesproken, op verzoek van {naam}. De broer wil niet de bank "
            "zijn, maar wel op zaterdag vissen.",
            "ik/geld: Terugval gehad van € 60. Ik heb het dezelfde avond geappt. Ik dacht dat er nu iets zou "
            "gebeuren. Er gebeurde een kop koffie.",
            "budgetpunt/geld: Leefgeld gaat nu per week. [€ 70|€ 65|€ 75], elke maandag. De huur gaat er "
            "automatisch af.",
        ),
        agreements=(
            "1/ik: Inschrijven voor de gokstop",
            "2/budgetpunt: Rekening voor vaste lasten openen",
            "1/ik: ~Naar de groep op [maandag|dinsdag] en donderdag",
            "2/ik: Bankpas voor de spaarrekening inleveren",
            "1/wijkteam: Een plan maken voor de nacht: wie bel je om twee uur",
        ),
        why_not="De groep was vol. Ik sta als eerste op de lijst.",
        reviews=("6: Ik verveel mij. Dat schijnt erbij te horen.", "7: Er stond geld op de rekening op de 24e."),
        supporter="broer",
    ),
    Situation(
        home="paar",
        team="werkplein wijkteam budgetpunt",
        purpose="De overstap van eigen zaak naar iets anders, zonder alles te verliezen.",
        matters="We hebben twintig jaar zelf ons geld verdiend. Laat ons dat niet vergeten.",
        message="Eerst de zaak netjes stoppen. Dan pas het volgende.",
        goals=(
            ("geld", "De zaak is afgerond en de schuld is bekend", "Een streep eronder."),
            ("werk", "Een van beiden heeft betaald werk", "Weer om zes uur opstaan ergens voor."),
        ),
        notes=(
            "werkplein/werk: [De bakkerij|De bloemenzaak|Het eetcafé] gaat dicht na [19|22|14] jaar. {naam} en "
            "{partner} hebben het laatste jaar geen loon genomen. Ze kwamen met de kasboeken onder de arm.",
            "budgetpunt/geld: Schuld bij leveranciers en belasting, samen [€ 38.000|€ 26.500|€ 31.200]. Voor "
            "ondernemers is er een aparte regeling. Die past hier.",
            "wijkteam/gezin: Ze slapen slecht en praten alleen nog over cijfers. Ik heb gevraagd wat ze deden "
            "voordat ze een zaak hadden. Dansen.",
            "werkplein/werk: {partner} kan beginnen in [de keuken van het verzorgingshuis|de groothandel]. "
            "Vaste tijden. ‘Vrij op zaterdag,’ zei {hij}, ‘wat doe je dan?’",
        ),
        agreements=(
            "1/ik: ~Alle kasboeken en de lease op tafel leggen",
            "1/budgetpunt: Aanvraag voor de ondernemersregeling",
            "2/werkplein: Drie banen waar hun ervaring telt",
            "2/ik: Samen een avond niet over geld praten",
        ),
        why_not="De boekhouder wil eerst zijn eigen rekening betaald zien.",
        reviews=("5: De deur is dicht. Ik hoor de bel nog.", "7: Zaterdag gedanst. In de keuken, maar gedanst."),
    ),
)
