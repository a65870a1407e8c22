"""The language of a song, told by its function words.

Function words (pronouns, postpositions, forms of "to be") are frequent, few, and differ between languages whose
other words are shared; a song's language is the one whose function words make up most of it, as in Grefenstette,
"Comparing two language identification schemes" (1995). `hindi` stands for Hindi and Urdu, and for the Braj and
Awadhi that film songs use. Words are in canonical ITRANS; those that two languages share stand in neither list.
"""

from collections import Counter
from collections.abc import Iterable

from geetkar.lyrics.itrans import canonical

FUNCTION_WORDS = {
    "hindi": """
        hai hai.n huu.n hu_aa hu_ii hu_e thaa thii kaa kii ke ko se me.n me pe par ne nahii.n nahii bhii hii ye vo yah
        vah yahii vahii mai.n mai tum ham mujhe mujhako mujhase tujhe tujhako tujhase tumhe.n tumako hame.n hamako mere
        merii meraa tere terii teraa hamaare hamaarii hamaaraa tumhaare tumhaarii tumhaaraa apane apanii apanaa kyaa
        kyo.n kaise kaisii kaisaa kahaa.n jo jab tab ab aur yaa agar magar lekin ko_ii kuchh ik is us in un kis jis
        gayaa ga_ii ga_e rahaa rahii rahe liyaa kiyaa kar kare kare.n karanaa ho hogaa hogii hotaa hotii hote jaa_e
        jaane aa_e aa_ii aayaa phir bin binaa sab yahaa.n vahaa.n jahaa.n to kahii.n kabhii
    """,
    "punjabi": """
        daa dii diyaa.n nuu.n nu vich vichch vicho.n te taa.n tainuu.n tenuu.n tainu mainuu.n menuu.n mainu saanuu.n
        tuhaanuu.n saa.Daa saa.De saa.Dii saaDaa saaDe saaDii tusii.n tusii asii.n asii naal kol utte kade ku.Dii
        ku.Diyaa.n ku.Diye ku.Diye.n hun ki.nj kive.n ki.nnaa jive.n vekh vekhaa.n vekhii aakhaa.n aakho gall
        gallaa.n soNaa soNii soNe soNiye sohNaa sohNii sohNiye hoyaa onuu.n ohnuu.n ohde ohdaa oh eh je.Daa je.Dii je.De
        jeh.Daa jeh.De ke.Daa pi.nD puttar ve.Dhe ve.Dhaa chha.D labh laggaa laggii jaa.ndaa jaa.ndii jaa.nde kitaa
        kiitaa kiitii kiite rabb rabbaa maahii yaaraa.n
    """,
    "bhojpuri": """
        baa baaTe baa.Te baanii hamaar tohaar tohaare tohare tohase tohake hamake rauvaa rauraa ka_ile ga_ile bha_ile
        bhail gail ka_il aile ka_isan naikhe naikhii aavelaa jaalaa karelaa rahelaa kahelaa holaa maarelaa laagelaa
        lagelaa dihalaa dihalas kahalas hokhe ka_uno okar ehii uhe jaiba karab aayeb
    """,
    "marathi": """
        aahe aahes aahet naahii malaa tulaa mii aaNi aaNii jhaalaa jhaalii jhaale maajhaa maajhii maajhe maajhyaa tujhaa
        tujhii tujhyaa aamhii tumhii tyaa tyaachaa tyaachii mag kasaa kashii kase kaay mhaNe gelaa gelii gele aalaa aale
        ghe paahije baghaa saa.ng saa.ngaa
    """,
    "gujarati": """
        chhe chhu.n chho nathii tame ame maaraa maarii maaro taaraa taarii taaro shu.n kem jyaare tyaare ane maa.n
        thayo thaay aavo aavyo rahyo gayo keTalo evo evii tene mane tane amaaraa amaaro tamaaraa tamaaro
    """,
    "bengali": """
        aami aamaar aamaay tumi tomaar tomaay tomaare aamaare taar taake keno kothaay chhilo chhile aachhe hobe habe
        haye hoye jaabo bhaalobaashi bhaalobaasaa ogo eso esho noy aajike ekTi ekTaa
    """,
    "sanskrit": """
        namaH namo asti tvam tvameva mama tava tasmai tasya asya aham cha eva iti tat asmi bhava bhavatu shriiH devaH
        sharaNa.n vande yadaa tadaa sa.mbhavaami dharmasya svaahaa govinda.n bhaja
    """,
    "english": """
        you your my of and with this what when it its for was like know want can dont don yeah oh baby girl love our
        they im i lets come go going gonna wanna never ever just tonight night feel say there here
    """,
}
FEWEST_KINDS = 3  # different function words of a language; fewer are a borrowed phrase

WORDS = {canonical(word): language for language, words in FUNCTION_WORDS.items() for word in words.split()}
LANGUAGES = tuple(FUNCTION_WORDS)


def recognize_language(verses: list[list[str]], english_spans: Iterable[str]) -> str:
    """The language of a song; `english_spans` are the words that the file itself marks as English.

    A song more than half of whose words are English is English. Any other is in the language with the most
    function words in it, of which it has at least `FEWEST_KINDS` different ones; else in Hindi.
    """
    words = Counter(word for verse in verses for line in verse for word in line.split())
    marked = sum(len(span.split()) for span in english_spans)
    found = {language: Counter() for language in LANGUAGES}
    for word, count in words.items():
        if word in WORDS:
            found[WORDS[word]][word] = count
    if marked + found["english"].total() > (marked + words.total()) / 2:
        return "english"
    telling = [language for language in LANGUAGES if len(found[language]) >= FEWEST_KINDS and language != "english"]
    return max(telling, key=lambda language: found[language].total(), default="hindi")
