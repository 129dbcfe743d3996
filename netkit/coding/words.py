"""Words that are written with a capital and are no names: at the head of a sentence, of the calendar, of a people."""

from __future__ import annotations

from typing import Final

from netkit.scripts import HONORIFICS

__all__ = ["CALENDAR", "CONNECTORS", "FUNCTION_WORDS", "PEOPLES", "RANKS", "is_no_name"]

#: Words that begin sentences, in English, French, German, Spanish and (romanised as in `fold`) Russian.
FUNCTION_WORDS: Final = frozenset(
    """a about above according across after afterwards again against all almost along already also although always amid
    among amongst an and another any anyone apart are around as aside at away back be because become been before behind
    being below beneath besides between beyond both but by can cannot could despite did do does doing done down due
    during each earlier either else elsewhere even eventually ever every everyone everything except far few finally
    first following for former from further furthermore given had has have having he hence her here hers herself him
    himself his how however i if in indeed initially instead into is it its itself just last late later latter least
    less let like likewise little many may maybe me meanwhile might more moreover most much must my myself near nearly
    neither never nevertheless next no nobody none nor not nothing now of off often on once one only onto or other
    others otherwise our out outside over own part perhaps previously rather recently same second several shall she
    should shortly similarly since so some somebody someone something sometimes soon still such suddenly than that the
    their them themselves then there thereafter therefore these they third this those though three through throughout
    thus to today together too towards two under unfortunately unless unlike until up upon us very via was we well were
    what whatever when whenever where whereas wherever whether which while who whoever whom whose why will with within
    without would yes yet you your chapter part figure table note notes page introduction conclusion references
    le la les un une des du de et en au aux il elle ils elles on ce cet cette ces dans par pour sur avec sans mais ou
    der die das den dem des ein eine einer eines und oder aber im am zum zur von vom mit nach bei aus auf er sie es wir
    el los las una unos unas y o pero con sin por para como cuando
    anti ex pre pro post non
    v na s iz k po do ot ob o u za nad pod pri i a no ili esli kak kogda gde chto eto etot eta eti on ona oni my vy
    ego ee ikh posle pered pozzhe potom togda teper zdes tam odnako vskore snachala pozdnee zatem takzhe tem
    mezhdu vo so v ko tak""".split()
)

CALENDAR: Final = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter easter
    christmas januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre
    octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    ianvaria fevralia marta aprelia maia iiunia iiulia avgusta sentiabria oktiabria noiabria dekabria""".split()
)

#: Peoples, languages, faiths and creeds, and the adjectives of countries and continents.
PEOPLES: Final = frozenset(
    """abkhaz abkhazian afghan african albanian algerian american angolan arab arabian arabic argentine argentinian
    armenian asian asiatic australian austrian azerbaijani azeri balkan baltic bangladeshi basque bavarian belarusian
    belgian bengali bolivian bosnian brazilian breton british bulgarian burmese byelorussian californian cambodian
    canadian catalan catholic catholics caucasian chechen chilean chinese christian christians circassian colombian
    congolese corsican cossack cossacks croat croatian cuban cypriot czech czechoslovak czechoslovakian dalmatian danish
    danes dane dutch dutchman eastern ecuadorian egyptian english englishman englishmen ethiopian eurasian european
    estonian filipino finn finnish finns flemish french frenchman frenchmen galician georgian german germanic ghanaian
    greek guatemalan haitian hawaiian hebrew hindu hispanic honduran hungarian iberian icelandic indian indonesian
    ingush iranian iraqi irish irishman islamic israeli italian jamaican japanese jew jewish jews jordanian judaic
    kazakh kenyan korean kurd kurdish kuwaiti kyrgyz latin latvian lebanese levantine libyan lithuanian luxembourgish
    macedonian malay malaysian maltese manchurian maronite mediterranean mexican moldavian moldovan mongol mongolian
    montenegrin moor moorish moroccan muslim muslims nepalese nigerian nordic norman northern norwegian orthodox ottoman
    pakistani palestinian panamanian paraguayan parisian persian peruvian pole poles polish portuguese protestant
    prussian puerto roman romanian russian ruthenian saudi saxon scandinavian scot scots scottish semitic serb serbian
    siberian sicilian sikh slav slavic slovak slovene slovenian somali southern soviet spaniard spaniards spanish
    sudanese swede swedes swedish swiss syrian taiwanese tajik tatar thai tibetan transcaucasian tsarist czarist
    tunisian turk turkic turkish turkmen turks ugandan ukrainian ulster uruguayan uzbek venetian venezuelan vietnamese
    welsh western yemeni yiddish yugoslav zionist anarchist communist conservative democrat fascist leftist liberal
    marxist monarchist nationalist nazi republican revolutionary rightist royalist separatist socialist""".split()
)

#: What stands before a name and does not belong to it.
RANKS: Final = HONORIFICS | frozenset(
    """admirals ambassador archbishop attorney attache bishop brigadier cardinal chairman chancellor chief commandant
    commander comrades corporal counsel czar tsar tsarina emperor empress deputy director duke earl envoy foreign
    former generals governor head inspector interior judge king leader lieutenant mayor minister ministers officer
    officers old pope premier president prime prosecutor queen rabbi saint secretary senator sergeant sheikh sultan
    superintendent undersecretary vice young junior senior""".split()
)

#: Small words within a name.
CONNECTORS: Final = frozenset("of for the de del della di du des von van der den la le and to".split())


def is_no_name(word: str) -> bool:
    """
    Tell whether a capitalised word is none of a name, wherever it stands.

    Parameters
    ----------
    word : str
        Folded, as `netkit.scripts.fold` returns it.

    Returns
    -------
    bool
        Whether it belongs to the calendar, means a people, a faith, a creed or a language, or is a Roman number.
    """
    bare = word[:-1] if word.endswith("s") else word
    return (
        word in CALENDAR
        or bare in PEOPLES
        or word in PEOPLES
        or word.endswith("ism")
        or (len(word) > 1 and not word.strip("ivx"))
    )
