//! The language of a text, guessed from its scripts and its commonest words.
//!
//! A guess needs 200 letters, since guesses on a headline are noise, and looks at 1,000 at most.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::model::Issue;
use crate::model::script::{Script, count_han, push_lower, script};

/// Letters below which nothing is guessed.
const LEAST: usize = 200;
/// Letters that a guess looks at: some 200 words, of which 80 are among the commonest.
const MOST: usize = 1000;
/// Bytes of the longest of the commonest words, an `s` of them being an `ſ` of two.
const LONGEST_COMMON: usize = 8;
/// Share of kana, of all Han and kana, from which a text is Japanese; Chinese papers print a few kana at most, and
/// Japanese ones hardly less than a third.
const KANA: f64 = 0.1;
/// Share of words that must be among the commonest of a language.
const COMMON: f64 = 0.12;
/// The same where no other language comes near: what other languages say in small words, Finnish says in endings.
const FEWER: f64 = 0.06;
/// How many times as many words of a language as of any other there must be then.
const ALONE: usize = 3;

/// The commonest words of a language; a word that is as common in another of these languages stands in both.
const WORDS: [(&str, &[&str]); 14] = [
    (
        "en",
        &[
            "the", "of", "and", "to", "in", "a", "is", "was", "that", "for", "with", "he", "his", "by", "at", "be",
            "which", "from", "were", "had", "have", "not", "been", "this", "are", "they", "it", "as", "on", "an",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "den", "von", "des", "zu", "mit", "dem", "im", "auf", "ist", "nicht", "ein",
            "eine", "sich", "für", "als", "wird", "auch", "daß", "dass", "bei", "nach", "aus", "wurde", "hat", "in",
            "an",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "des", "du", "et", "un", "une", "dans", "que", "qui", "pour", "sur", "au", "aux", "est",
            "par", "il", "ne", "pas", "plus", "ce", "cette", "avec", "sont", "été", "de", "à", "en", "se",
        ],
    ),
    (
        "nl",
        &[
            "het", "van", "een", "en", "de", "dat", "op", "te", "zijn", "met", "voor", "niet", "aan", "er", "om",
            "ook", "als", "bij", "naar", "uit", "werd", "wordt", "heeft", "deze", "der", "den", "in", "is", "door",
            "die",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "del", "y", "que", "por", "con", "para", "una", "un", "su", "al", "lo", "como", "más",
            "pero", "sus", "fue", "este", "ha", "la", "de", "en", "se", "no", "es", "a", "muy", "está",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "la", "per", "una", "del", "della", "non", "con", "sono", "le", "dei", "nel", "alla",
            "si", "da", "gli", "delle", "al", "più", "anche", "è", "e", "un", "in", "lo", "i", "ha", "dal",
        ],
    ),
    (
        "fi",
        &[
            "ja", "on", "ei", "että", "oli", "se", "hän", "kun", "niin", "mutta", "joka", "jos", "kuin", "ovat", "sen",
            "ole", "tai", "sekä", "jotka", "nyt", "vaan", "myös", "siitä", "sitä", "jo", "hänen", "mitä", "vielä",
            "olla", "tämä",
        ],
    ),
    (
        "et",
        &[
            "ja", "on", "ei", "et", "oli", "see", "kui", "ka", "ta", "oma", "selle", "mis", "siis", "aga", "ning",
            "kes", "nii", "nagu", "mitte", "tema", "juba", "või", "olid", "seda", "kuid", "pärast", "üle", "välja",
            "pole", "veel",
        ],
    ),
    (
        "sv",
        &[
            "och", "i", "att", "en", "som", "är", "av", "af", "på", "för", "det", "den", "med", "till", "ett", "har",
            "icke", "inte", "de", "om", "var", "från", "vid", "sig", "men", "han", "så", "under", "voro", "hade",
        ],
    ),
    (
        "ru",
        &[
            "и", "в", "не", "на", "что", "с", "он", "как", "по", "из", "его", "но", "к", "это", "за", "для", "от", "о",
            "же", "был", "так", "их", "до", "бы", "а", "у", "или", "въ", "съ", "отъ",
        ],
    ),
    (
        "uk",
        &[
            "і", "в", "не", "на", "що", "та", "у", "з", "до", "як", "за", "його", "був", "це", "від", "для", "по", "й",
            "він", "але", "про", "є", "або", "їх", "так", "те", "які", "ще", "ця", "всі",
        ],
    ),
    (
        "bg",
        &[
            "на", "и", "за", "да", "се", "е", "в", "от", "не", "че", "с", "по", "са", "до", "ще", "при", "като",
            "това", "му", "ги", "го", "си", "из", "или", "а", "той", "но", "след", "има", "във",
        ],
    ),
    (
        "sr",
        &[
            "је", "у", "и", "да", "на", "се", "су", "од", "за", "са", "не", "би", "као", "што", "ће", "му", "а", "из",
            "али", "они", "он", "до", "по", "те", "или", "који", "је", "сам", "га", "када",
        ],
    ),
    (
        "el",
        &[
            "και",
            "το",
            "του",
            "της",
            "την",
            "να",
            "η",
            "ο",
            "με",
            "που",
            "από",
            "για",
            "τα",
            "τη",
            "οι",
            "των",
            "δεν",
            "θα",
            "σε",
            "στο",
            "στη",
            "τον",
            "ως",
            "τους",
            "αλλά",
            "ή",
            "είναι",
            "στην",
            "αυτό",
            "κατά",
        ],
    ),
];

/// The language of an issue: what the first page that states one states, else a guess.
#[must_use]
pub fn of_issue(issue: &Issue) -> Option<String> {
    if let Some(stated) = issue.pages().iter().find_map(|page| page.language.clone()) {
        return Some(stated);
    }
    guess(issue.line_indices().map(|line| issue.raw(line))).map(str::to_owned)
}

/// The language of a text that comes in pieces, as a BCP 47 code; none where it is too short or not clear.
#[must_use]
pub fn guess<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Option<&'static str> {
    let (mut han, mut kana, mut hangul, mut spaced) = (0usize, 0usize, 0usize, 0usize);
    let mut seen = Vec::new();
    let mut letters = 0;
    for piece in pieces {
        if letters >= MOST {
            break;
        }
        seen.push(piece);
        // Of the ASCII characters letters alone count.
        if piece.is_ascii() {
            let found = piece.bytes().filter(u8::is_ascii_alphabetic).take(MOST - letters).count();
            (spaced, letters) = (spaced + found, letters + found);
            continue;
        }
        // Of a piece that cannot be too long all characters count.
        if piece.len() <= MOST - letters {
            let mut others = 0;
            let n_han = count_han(piece, |c| match script(c) {
                Script::Han => others += 1,
                Script::Kana => kana += 1,
                Script::Hangul => hangul += 1,
                Script::Spaced => spaced += 1,
                _ => {}
            });
            han += n_han + others;
            letters = han + kana + hangul + spaced;
            continue;
        }
        for c in piece.chars() {
            match script(c) {
                Script::Han => han += 1,
                Script::Kana => kana += 1,
                Script::Hangul => hangul += 1,
                Script::Spaced => spaced += 1,
                _ => continue,
            }
            letters += 1;
            if letters >= MOST {
                break;
            }
        }
    }
    if letters < LEAST {
        return None;
    }
    // A Han or Hangul character says as much as a few letters of an alphabet.
    if hangul * 3 > spaced && hangul > han {
        return Some("ko");
    }
    if (han + kana) * 3 > spaced {
        return Some(if kana as f64 > KANA * (han + kana) as f64 { "ja" } else { "zh" });
    }
    by_words(&seen)
}

/// A word in small letters, as far as the commonest words are long.
fn key(word: &str) -> u64 {
    let mut key = [0; LONGEST_COMMON];
    if word.is_ascii() {
        let len = word.len().min(LONGEST_COMMON);
        key[..len].copy_from_slice(&word.as_bytes()[..len]);
        key.make_ascii_lowercase();
    } else {
        // The long s of old German and English print is an s.
        let mut lower = String::new();
        word.chars().for_each(|c| push_lower(&mut lower, if c == 'ſ' { 's' } else { c }));
        key.iter_mut().zip(lower.bytes()).for_each(|(key, byte)| *key = byte);
    }
    u64::from_le_bytes(key)
}

fn by_words(pieces: &[&str]) -> Option<&'static str> {
    static COMMONEST: OnceLock<FxHashMap<u64, u16>> = OnceLock::new();
    // Which languages have the word among their commonest, one bit each.
    let commonest = COMMONEST.get_or_init(|| {
        let mut found = FxHashMap::default();
        for (n, (_, words)) in WORDS.into_iter().enumerate() {
            words.iter().for_each(|word| *found.entry(key(word)).or_default() |= 1 << n);
        }
        found
    });
    let mut n_words = 0usize;
    let mut found = [0usize; WORDS.len()];
    let mut letters = 0;
    for piece in pieces {
        for word in piece.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            letters += word.len();
            n_words += 1;
            if word.len() > LONGEST_COMMON {
                continue;
            }
            let languages = commonest.get(&key(word)).copied().unwrap_or(0);
            for (n, count) in found.iter_mut().enumerate() {
                *count += usize::from(languages >> n & 1 == 1);
            }
        }
        if letters >= MOST {
            break;
        }
    }
    let mut ranked: Vec<(usize, &str)> = found.into_iter().zip(WORDS).map(|(count, (code, _))| (count, code)).collect();
    ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let ((best, code), (second, _)) = (ranked[0], ranked[1]);
    let share = best as f64 / n_words.max(1) as f64;
    (share >= COMMON && best > second || share >= FEWER && best >= ALONE * second).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(guess([text]), expected);
    }

    #[test]
    fn tells_languages_by_script_and_by_common_words() {
        check(&"全县干部群众抓住春耕时节，把新修的水渠一直通到山脚下的梯田。".repeat(9), Some("zh"));
        check(&"町の人々は新しい橋の開通を祝い、子どもたちは川べりを歩いた。".repeat(9), Some("ja"));
        check(&"마을 사람들은 새 다리의 개통을 축하하며 강가를 걸었다. ".repeat(9), Some("ko"));
        check(&"The council met in the town hall and heard that the bridge was to be rebuilt. ".repeat(4), Some("en"));
        check(&"Der Rat der Stadt trat zuſammen und hörte, daß die Brücke nicht mit dem Markt. ".repeat(4), Some("de"));
        check(
            &"Le conseil de la ville se réunit dans la salle et apprit que le pont est fermé. ".repeat(4),
            Some("fr"),
        );
        check(&"De raad van de stad kwam bijeen en het bleek dat de brug niet werd hersteld. ".repeat(4), Some("nl"));
        check(
            &"El consejo de la ciudad se reunió y supo que el puente no se abre por las obras. ".repeat(4),
            Some("es"),
        );
        check(
            &"Il consiglio della città si riunì e seppe che il ponte non si apre per i lavori. ".repeat(4),
            Some("it"),
        );
        check(
            &"Kaupungin valtuusto oli koossa ja päätti, että silta on nyt rakennettava, mutta ei vielä. ".repeat(4),
            Some("fi"),
        );
        check(
            &"Meijerien osakkaat kokoontuivat torstaina kirkonkylään päättämään uuden rakennuksen hinnasta ja sen \
              rahoituksesta. "
                .repeat(4),
            Some("fi"),
        );
        check(
            &"Linna nõukogu tuli kokku ja leidis, et sild on vana, aga uut ei ole veel valmis ehitatud. ".repeat(4),
            Some("et"),
        );
        check(
            &"Stadens råd var samlat och fick höra att bron icke är färdig för den nya marknaden. ".repeat(4),
            Some("sv"),
        );
        check(
            &"Городская дума собралась и решила, что мост не был построен как надо, но его не закроют. ".repeat(4),
            Some("ru"),
        );
        check(
            &"Міська рада зібралася і вирішила, що міст не був збудований як слід, але його не закриють. ".repeat(4),
            Some("uk"),
        );
        check(
            &"Градският съвет се събра и реши, че мостът не е построен както трябва, но ще се ползва. ".repeat(4),
            Some("bg"),
        );
        check(&"Градско веће се састало и чуло да је мост на реци стар и да ће се срушити. ".repeat(4), Some("sr"));
        check(
            &"Το δημοτικό συμβούλιο αποφάσισε να κλείσει η γέφυρα για τα έργα που θα γίνουν από την άνοιξη. ".repeat(4),
            Some("el"),
        );
    }

    #[test]
    fn a_headline_is_too_short_to_tell() {
        check("The council met in the town hall", None);
        check("新修的水渠通到山脚下", None);
    }

    #[test]
    fn what_has_no_common_words_is_not_guessed() {
        check(&"Kossuth Zrinyi Petofi Arany Janos Szeged Debrecen Miskolc ".repeat(6), None);
    }
}
