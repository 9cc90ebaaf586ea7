"""What people of each organisation say about their part, and the reasons that come back in many households."""

# goal, does, does_not, asks
EXPECTATIONS = {
    "toegang": (
        "{naam} krijgt op tijd wat nodig is.",
        "Ik regel het besluit en bel voordat iets afloopt.",
        "Ik stuur geen brief zonder te bellen.",
        "Zeg het mij als iets verandert in huis.",
    ),
    "wijkteam": (
        "[Eén plan waar iedereen zich aan houdt.|Rust, en dan pas de rest.|{naam} houdt zelf de regie.]",
        "Ik houd het overzicht en [bel als iets blijft liggen|kom elke twee weken langs].",
        "[Ik neem geen taken over van een ander.|Ik beslis niet over geld.]",
        "[Schrijf het hier, dan hoeft {naam} het niet te herhalen.|Bel mij voordat je een brief stuurt.]",
    ),
    "werkplein": (
        "{naam} heeft iets te doen waar {hij} trots op is.",
        "Ik zoek wat past en reken uit wat het betekent voor het inkomen.",
        "Ik stuur geen maatregel zonder eerst te bellen.",
        "[Zeg het mij als het te veel wordt.|Laat mij weten wat thuis speelt, alleen als {naam} dat goedvindt.]",
    ),
    "werkgeverspunt": (
        "Een baas die weet wat hij kan verwachten.",
        "Ik praat met werkgevers en ga mee naar het eerste gesprek.",
        "Ik vertel een werkgever niets over vroeger.",
        "Bel mij voordat je de werkgever belt.",
    ),
    "budgetpunt": (
        "Geen nieuwe schulden en elke week genoeg voor boodschappen.",
        "Ik praat met wie nog geld krijgt en maak het overzicht.",
        "Ik bepaal niet waar {naam} het geld aan uitgeeft.",
        "Alle post, ook de dichte enveloppen.",
    ),
    "wilgenroos": (
        "Thuis is het weer [gewoon thuis|een plek om uit te rusten].",
        "Ik kom thuis op de momenten dat het schuurt.",
        "Ik praat niet over een kind zonder het kind.",
        "Zeg tegen de kinderen hetzelfde als tegen elkaar.",
    ),
    "buurthart": (
        "{naam} kent mensen in de buurt die blijven.",
        "Ik ga de eerste keren mee, en daarna af en toe.",
        "Ik doe geen formulieren, daar is het spreekuur voor.",
        "Vertel mij wat {naam} leuk vindt, niet alleen wat niet lukt.",
    ),
    "aanlegplaats": (
        "Een plek waar {naam} mag blijven.",
        "Ik houd het bed of de kamer vast en loop mee na een verhuizing.",
        "Ik zet niemand buiten na één slechte avond.",
        "Bel bij het eerste teken, niet bij het derde.",
    ),
    "thuisgoed": (
        "{naam} woont hier fijn en de huur komt binnen.",
        "Ik bel voordat er een brief gaat en kan een procedure stilzetten.",
        "Ik kan een achterstand niet kwijtschelden.",
        "Geef mij op tijd iets waar ik binnen mee verder kan.",
    ),
    "politie": (
        "Het is veilig in en om het huis.",
        "Ik loop langs, ook zonder aanleiding.",
        "Ik gebruik niets uit de kring voor een bon.",
        "Bij gevaar 112, daarna pas mij.",
    ),
    "oever": (
        "{naam} heeft hulp voordat het misgaat.",
        "Ik behandel, en ik leg uit wat helpt in de omgang.",
        "Ik deel geen verslagen.",
        "Bel mij bij twijfel, dezelfde dag.",
    ),
    "huisartsen": (
        "Het lijf houdt {naam} zo min mogelijk tegen.",
        "Ik kijk mee en verwijs waar het moet.",
        "Ik deel alleen wat {naam} goedvindt.",
        "Bel tussen twaalf en één.",
    ),
    "thuiszorg": (
        "{naam} doet zelf wat zelf kan.",
        "Ik kom op vaste dagen en zie veranderingen vroeg.",
        "Ik neem niets over wat {naam} zelf kan.",
        "Zeg het mij als iemand anders langskomt.",
    ),
    "college": (
        "School is een plek waar het lukt.",
        "Ik regel het rooster en praat met de docenten.",
        "Ik kan geen cijfers verzinnen.",
        "Eén keer per week een teken, hoe kort ook.",
    ),
    "bibliotheek": (
        "{naam} staat er niet alleen voor.",
        "Ik zoek een maatje dat past en bel na een maand.",
        "Wij vertellen nooit iets door.",
        "Geef maatjes de tijd om te wennen.",
    ),
}

INVITED = {
    "toegang": ("Er is misschien een voorziening nodig.", "Jij weet wat de wet hier toelaat."),
    "wijkteam": ("Er speelt meer dan één ding. Houd jij het overzicht?", "Wil je meekijken met het hele plaatje?"),
    "werkplein": ("{naam} wil graag iets te doen hebben.", "Er zijn vragen over werk en inkomen."),
    "werkgeverspunt": ("We zoeken een werkgever met geduld.", "Jij kent de bedrijven hier."),
    "budgetpunt": ("Er ligt post die dicht blijft.", "Het geld loopt spaak, en dan de rest ook."),
    "wilgenroos": ("De kinderen merken dit ook.", "Wil je thuis meekijken?"),
    "buurthart": ("{naam} kent hier bijna niemand.", "Wil jij kennismaken? Liefst wandelend."),
    "aanlegplaats": ("Er is een plek nodig om te slapen.", "Jij kent {naam} nog van eerder."),
    "thuisgoed": ("Het gaat ook over het huis.", "Beter jij aan tafel dan een brief op de mat."),
    "politie": ("Er zijn vragen over veiligheid.", "Jij komt daar toch langs."),
    "oever": ("Het hoofd is vol, en dat hoor jij beter dan wij.", "{naam} wil zelf graag dat jij meekijkt."),
    "huisartsen": ("{naam} wil graag dat jij weet wat er speelt.", "Het lijf doet ook mee."),
    "thuiszorg": ("In huis is hulp nodig.", "Jij bent er elke week, je ziet het eerder dan wij."),
    "college": ("School hoort erbij.", "Jij merkt het als eerste als het niet gaat."),
    "bibliotheek": ("Een maatje zou hier veel doen.", "Wil jij iemand zoeken die past?"),
}

REFUSALS = (
    "Ik werk maar drie dagen. Dan is de regie te vaak niet te bereiken.",
    "Ik zit hier voor één ding. Voor de regie moet je het hele huishouden kennen.",
    "Ik neem over drie weken verlof op. Vraag iemand die blijft.",
    "Ik beslis ook over het geld. Dat moet je niet in één hand leggen.",
)
HANDOVERS = (
    "Vraag niet opnieuw: hoe het zo gekomen is. Dat staat in het verhaal. [Vraag wel wat er deze week gelukt is.|"
    "Begin met koffie, dan komt de rest.] Wat werkt: vooraf een bericht. Wat niet werkt: onverwacht bellen.",
    "Vraag niet opnieuw: de schulden, de ziekte, de familie. {naam} heeft dat [vier|drie] keer verteld. "
    "Wat werkt: kort, op dezelfde dag, [aan de keukentafel|buiten]. Let op de weken rond een herkeuring.",
)
PARTLY_WHY = (
    "Het begin is er. Het duurt langer dan zes weken.",
    "De helft is gelukt, en dat blijft ook zo.",
    "Het gaat goed zolang er iemand meekijkt.",
    "Er kwam iets tussen, daarna weer opgepakt.",
    "Twee van de drie stappen zijn gezet.",
)
NOT_WHY = (
    "We waren hier nog niet aan toe. Eerst het andere.",
    "Er was geen plek. Dat ligt niet aan {naam}.",
    "Te veel tegelijk. We doen het in de volgende periode.",
)
CLOSED_WHY = (
    "Het loopt. {naam} weet wie {hij} kan bellen.",
    "De doelen zijn gehaald. Ria of Omar blijft bereikbaar in de buurt.",
    "{naam} zegt: nu kan ik het zelf. Dat vinden wij ook.",
)
CONSENT_WHY = (
    "Zodat u niets twee keer hoeft te vertellen",
    "Om samen één plan te maken",
    "Om te weten van elkaar wie wat doet",
    "Zodat wie langskomt weet wat er speelt",
    "Om op tijd te helpen als het minder gaat",
)
EXTRA_WHY = (
    "Wij missen iemand die hier verstand van heeft. Doe je mee?",
    "{naam} vroeg zelf of jij erbij kunt.",
    "Er kwam een vraag bij waar wij geen antwoord op hebben.",
)
# What a resident says at a later review, where the story has no words of its own left.
WORDS_AGAIN = (
    "[Het gaat zijn gang.|Het loopt.] Er was één slechte week en die is voorbij.",
    "Ik merk het pas als jullie ernaar vragen: het is [rustiger|lichter] geworden.",
    "Nog niet klaar. Wel [verder dan ik dacht|op de goede weg].",
    "Ik heb deze keer zelf gebeld toen het moest. Dat schrijf ik op.",
    "Beter. Vraag mij over zes weken of het zo blijft.",
)
