"""The catalogue of problem codes: what each one means and why it matters to the reader.

A code is listed here or it may not be used; a test holds both ways.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """One kind of problem, as it is explained to whoever edits the data."""

    meaning: str
    why: str


CATALOGUE: dict[str, Code] = {
    # Files and YAML
    "saknad-fil": Code(
        "En fil som webbplatsen behöver saknas.",
        "Utan den saknas det som besluten och rättelserna pekar på.",
    ),
    "fel-plats": Code(
        "En fil ligger där ingen fil med det namnet väntas.",
        "Beslutets år och id tas ur filens plats; en fil på fel plats skulle aldrig publiceras.",
    ),
    "lank-ut": Code(
        "Filen är en länk till något utanför mappen content.",
        "Bara det som ligger i mappen får publiceras.",
    ),
    "olaslig-fil": Code(
        "Det som ligger här är ingen vanlig fil som går att läsa.",
        "Det som står i den skulle saknas på webbplatsen utan att någon märkte det.",
    ),
    "for-stor-fil": Code("Filen är för stor.", "Så stora filer är nästan alltid ett misstag."),
    "tom-fil": Code(
        "Filen är tom.", "En tom fil säger inget, och ingen vet om något har fallit bort."
    ),
    "teckenkodning": Code(
        "Filen är inte sparad som UTF-8.", "Å, ä och ö blir fel tecken i andra kodningar."
    ),
    "styrtecken": Code(
        "Filen innehåller ett osynligt tecken.",
        "Osynliga tecken stör sökning och tabeller och kan få en text att se ut som en annan.",
    ),
    "sammanslagning": Code(
        "Markeringar från en sammanslagning i git är kvar.",
        "Två versioner av samma uppgift står kvar, och bara en kan gälla.",
    ),
    "flera-dokument": Code(
        "Filen innehåller flera YAML-dokument.", "Bara det första skulle läsas."
    ),
    "tabb": Code("Raden är indragen med tabb.", "YAML räknar bara mellanslag som indrag."),
    "yaml": Code(
        "Filen följer inte YAML:s regler.", "Uppgifterna går inte att läsa förrän den gör det."
    ),
    "yaml-alias": Code(
        "Filen använder YAML-alias.", "Varje uppgift ska stå utskriven där den gäller."
    ),
    "yaml-tagg": Code(
        "Filen använder en YAML-tagg.", "Alla värden läses som text; taggar behövs inte."
    ),
    "yaml-komma": Code(
        "Ett decimalkomma har lästs som gräns mellan två fält.",
        "Beloppet skulle bli ett annat: 6,2 mkr läses som 6.",
    ),
    "yaml-nummertecken": Code(
        "En text är avklippt vid ett nummertecken (#).",
        "Efter mellanslag börjar # en kommentar i YAML, så resten av texten skulle försvinna tyst.",
    ),
    "for-djupt": Code("För många nivåer i varandra.", "Formatet behöver nio nivåer som mest."),
    "fel-nyckel": Code("Ett fältnamn är inte ett ord.", "Fältet går inte att känna igen."),
    "dubbel-nyckel": Code(
        "Samma fält står två gånger.", "Bara det ena skulle gälla, och ingen skulle märka vilket."
    ),
    "csv": Code(
        "Tabellen går inte att läsa som CSV.",
        "Ett citattecken eller skiljetecken på fel ställe flyttar värden till fel kolumn.",
    ),
    # Shape
    "okant-falt": Code(
        "Fältet finns inte i formatet.", "En felstavad uppgift skulle annars försvinna tyst."
    ),
    "ej-ifyllt": Code(
        "En rad ur en mall eller ett felmeddelande är inte ifylld.",
        "Läsaren skulle se tre punkter i stället för uppgiften.",
    ),
    "saknat-falt": Code("Ett fält som måste finnas saknas.", "Sidan går inte att skriva utan det."),
    "fel-form": Code(
        "Uppgiften har fel form, till exempel en text där en lista väntas.",
        "Uppgiften går inte att läsa som det den ska vara.",
    ),
    "fel-varde": Code("Värdet går inte att använda i fältet.", "Fältet tar bara vissa värden."),
    "fel-belopp": Code(
        "Beloppet går inte att läsa entydigt.",
        "Ett belopp som kan läsas på två sätt får inte gissas.",
    ),
    "negativt-belopp": Code(
        "En tilldelning är negativ.", "Pengar tilldelas; en minskning skrivs som en rättelse."
    ),
    "fel-datum": Code(
        "Datumet finns inte eller är skrivet på annat sätt.", "Datum sorteras och jämförs."
    ),
    "fel-ar": Code("Årtalet går inte att läsa.", "Året bestämmer vilken sida uppgiften hamnar på."),
    "fel-id": Code(
        "Ett id har tecken som inte får stå i en adress.",
        "Id blir webbadresser som ska hålla länge.",
    ),
    "fel-lank": Code("Länken är ingen webbadress.", "Läsaren ska kunna följa den."),
    # Across the data
    "dubbel-lista": Code(
        "Samma lista står både i beslutets YAML-fil och i dess CSV.",
        "Ingen skulle veta vilken av dem som gäller, eller i vilken ordning.",
    ),
    "motsagelse": Code(
        "Två uppgifter om samma rad säger emot varandra.",
        "Programmet gissar inte vilken som är rätt.",
    ),
    "okant-id": Code(
        "Ett id pekar på något som inte finns.", "Länken skulle leda till en sida som saknas."
    ),
    "dubbelt-id": Code("Samma id används två gånger.", "Adressen till en uppgift måste vara unik."),
    "saknat-id": Code("Namnet ger inget id.", "Allt som kan ha ett belopp behöver en egen adress."),
    "saknad-kalla": Code(
        "Ett belopp har ingen handling angiven.",
        "Varje siffra ska gå att slå upp i det dokument den kommer ur.",
    ),
    "saknat-avsnitt": Code(
        "Ett belopp har ingen plats i handlingen.",
        "Utan avsnitt får läsaren leta i hela handlingen.",
    ),
    "saknat-omrade": Code(
        "Beslutet har inget område.", "Utan område hamnar pengarna inte på någon områdessida."
    ),
    "dubbelt-omrade": Code(
        "Beslutet har både omrade och omraden.", "Då skulle samma pengar visas två gånger."
    ),
    "ofullstandig-ram": Code(
        "En ram saknar år, omfattning eller mottagartyp.",
        "Läsaren måste kunna se vems pengar det är och vilket år de gäller.",
    ),
    "tomt-styckpris": Code(
        "Ett styckpris har varken belopp eller det som är tryckt.", "Då säger det inget."
    ),
    "sammantrade-datum": Code(
        "Beslutsdatum är inte sammanträdets sista dag.",
        "När mötet varar flera dagar räknas den sista som beslutets dag.",
    ),
    "saknad-tillganglighetsanmalan": Code(
        "Organisationen har inget formulär för att påpeka bristande tillgänglighet.",
        "Lagen kräver att den som möter ett hinder kan säga till, utan att uppge sitt namn.",
    ),
    "orimligt-belopp": Code(
        "Ett belopp är minst 500 gånger större eller mindre än de andra på samma nivå.",
        "Då är det ofta tkr som blivit mkr, eller tvärtom.",
    ),
    "siffror-fran-annat": Code(
        "Beloppet har samma siffror som objektet, ärendets nummer eller året.",
        "Då har ofta fel tal skrivits av.",
    ),
    "onodig-bekraftelse": Code(
        "Ett belopp är bekräftat som rimligt fast inget är ovanligt med det.",
        "Nästa misstag på raden skulle passera utan varning.",
    ),
    "formel": Code(
        "En text kan tolkas som en formel av kalkylprogram.",
        "Tabellerna öppnas i Excel, som skulle räkna i stället för att visa texten.",
    ),
    "otillatet-i-sida": Code(
        "En handskriven sida har något annat än text, länkar och webbplatsens egna bilder.",
        "En sida får inte köra program hos läsaren eller hämta något från andra webbplatser.",
    ),
    "personuppgift": Code(
        "Texten ser ut att innehålla en personuppgift.",
        "Personnummer, telefonnummer och e-postadresser publiceras aldrig, inte ens i historiken.",
    ),
    "oforklarad-avvikelse": Code(
        "En summa stämmer inte och skillnaden är inte förklarad.",
        "Läsaren ska få se skillnaden och en mening om den innan siffran publiceras.",
    ),
    "saknad-rattelse": Code(
        "Ett publicerat belopp är ändrat eller borta utan en rättelse.",
        "Läsaren har sett det gamla beloppet och ska få veta vad som ändrades och varför.",
    ),
    "onodig-rattelse": Code(
        "En rättelse stämmer inte med det som är publicerat eller med beslutet.",
        "Läsaren skulle få veta om en ändring som inte har gjorts.",
    ),
    "andrat-id": Code(
        "En publicerad uppgift har fått ett nytt id.",
        "Id är uppgiftens adress; länkar till den och rättelser av den ska gälla länge.",
    ),
    "inaktuell-avvikelse": Code(
        "En förklaring gäller en skillnad som inte längre finns.",
        "En förklaring till fel skillnad vilseleder läsaren.",
    ),
}
