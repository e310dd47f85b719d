//! A table of lines as papers print them, and what each says of who did what; an empty answer means that the line is text.

use super::of;
use crate::ledger::Field;
use crate::model::Role;
use crate::passes::names::byline_form;
use crate::rules::{Does, Rules};

/// From this form on a line counts as a credit whatever stands around it.
const SURE: f64 = 0.7;

const CREDITS: &[(&str, &str)] = &[
    // Chinese.
    ("本报记者  周  海", "correspondent 周海"),
    ("本报记者 周海 通讯员 沈玉兰", "correspondent 周海; correspondent 沈玉兰"),
    ("本报记者李济国贾建舟", "correspondent 李济国; correspondent 贾建舟"),
    ("本报记者欧阳海王平", "correspondent 欧阳海; correspondent 王平"),
    ("本报驻法国记者果永毅", "correspondent 果永毅"),
    ("新华社记者沈玉兰 本报记者周海", "correspondent 沈玉兰; correspondent 周海"),
    ("□ 本报记者 张驰　□ 本报通讯员 张晓斌", "correspondent 张驰; correspondent 张晓斌"),
    ("□　周海", "author 周海"),
    ("文/张晓斌", "author 张晓斌"),
    ("●文/图 沈玉兰", "author 沈玉兰"),
    ("图/文 沈玉兰", "author 沈玉兰"),
    ("沈玉兰/文", "author 沈玉兰"),
    ("本报记者 沈玉兰 周海 文图", "correspondent 沈玉兰; correspondent 周海"),
    ("沈　文", "author 沈文"),
    ("市林业局 沈玉兰", "other 市林业局; author 沈玉兰"),
    ("省委党校 沈玉兰 周海", "other 省委党校; author 沈玉兰; author 周海"),
    ("沈玉兰（市林业局）", "author 沈玉兰; other 市林业局"),
    ("市林业局 市文旅局", "author 市林业局; author 市文旅局"),
    ("实习生 沈玉兰", "correspondent 沈玉兰"),
    ("本报记者 沈玉兰 实习记者 周海 报道", "correspondent 沈玉兰; correspondent 周海"),
    ("沈玉兰口述 周海整理", "author 沈玉兰; editor 周海"),
    ("本报综合报道", "author 本报综合报道"),
    ("●周　图 沈玉兰", "author 周图; author 沈玉兰"),
    ("沈玉兰 文", "author 沈玉兰"),
    ("沈玉兰 周海 译", "translator 沈玉兰; translator 周海"),
    ("（新华社记者沈玉兰摄）", "photographer 沈玉兰"),
    ("（摄影：周海沈玉兰）", "photographer 周海; photographer 沈玉兰"),
    ("本报评论员", "author 本报评论员"),
    ("市林业局", "author 市林业局"),
    ("記者林美玲／台北報導", "correspondent 林美玲; place 台北"),
    ("（記者 林美玲）", "correspondent 林美玲"),
    // Japanese and Korean.
    ("（特派員・山田太郎）", "correspondent 山田太郎"),
    ("訳・佐藤花子", "translator 佐藤花子"),
    ("이서연 기자 seoyeon@hangang.example", "correspondent 이서연"),
    ("박민수 특파원", "correspondent 박민수"),
    // English.
    ("By Edith M. Calloway", "author Edith M. Calloway"),
    ("BY ANNA WHITLOCK AND J. W. HARDING", "author ANNA WHITLOCK; author J. W. HARDING"),
    ("By Thomas Hart, Jr.", "author Thomas Hart, Jr."),
    ("By Associated Press.", "agency Associated Press"),
    ("By the United Press", "agency the United Press"),
    ("(FROM OUR OWN CORRESPONDENT.)", "correspondent FROM OUR OWN CORRESPONDENT"),
    ("From our Paris Correspondent", "correspondent From our Paris Correspondent"),
    ("By Our Special Correspondent", "correspondent Our Special Correspondent"),
    ("By Ruth Caldwell, Staff Correspondent", "correspondent Ruth Caldwell; other Staff Correspondent"),
    ("By Ruth Caldwell, Sports Editor", "author Ruth Caldwell; other Sports Editor"),
    ("By RUTH CALDWELL Staff Writer", "author RUTH CALDWELL; other Staff Writer"),
    ("By Ruth Caldwell of the Courier staff", "author Ruth Caldwell; other of the Courier staff"),
    ("by Ruth Caldwell / Courier", "author Ruth Caldwell; other Courier"),
    ("By Ruth \"Dot\" Caldwell", "author Ruth \"Dot\" Caldwell"),
    ("By R.D. Caldwell", "author R.D. Caldwell"),
    ("By RUTH CALDW3LL", ""),
    ("By RUTH CA1DWELL", "author RUTH CA1DWELL"),
    ("Bv Ruth Caldwell", "author Ruth Caldwell"),
    ("ByRUTH CALDWELL", "author RUTH CALDWELL"),
    ("Review by Ruth Caldwell", "author Ruth Caldwell"),
    ("Compiled by Ruth Caldwell and Thomas Hart", "author Ruth Caldwell; author Thomas Hart"),
    ("Ruth Caldwell and Thomas Hart", "author Ruth Caldwell; author Thomas Hart"),
    ("— Ruth Caldwell", "author Ruth Caldwell"),
    ("United Press International", "agency United Press International"),
    ("Compiled from staff and wire reports", "correspondent Compiled from staff and wire reports"),
    ("Arthur Bemis, Class of 1973", "author Arthur Bemis; other Class of 1973"),
    ("Translated by Edith M. Calloway", "translator Edith M. Calloway"),
    // German.
    ("Von Jost Wiedekamp und Anna von der Au", "author Jost Wiedekamp; author Anna von der Au"),
    ("Von unserem Korrespondenten", "correspondent unserem Korrespondenten"),
    ("Von unserem Pariser Berichterstatter.", "correspondent unserem Pariser Berichterstatter"),
    ("Aus dem Englischen von Anna Wiedekamp", "translator Anna Wiedekamp"),
    // French, Spanish, Italian.
    ("Par Élise Martel", "author Élise Martel"),
    ("De notre correspondant particulier", "correspondent De notre correspondant particulier"),
    ("Traduit par Élise Martel", "translator Élise Martel"),
    ("De nuestro corresponsal en Lisboa", "correspondent De nuestro corresponsal en Lisboa"),
    ("Por María Quintana y José Lorente", "author María Quintana; author José Lorente"),
    ("Dal nostro corrispondente", "correspondent Dal nostro corrispondente"),
    ("di Ottavio Brambeschi", "author Ottavio Brambeschi"),
];

const TEXT: &[&str] = &[
    // Chinese.
    "记者见到唐望舒时，",
    "记者到桥头镇采访",
    "本报从今日起改版",
    "文化下乡",
    "（完）",
    "■本市要闻二则",
    "老桥要留下来",
    "摄影展今日开幕",
    "翻译家的工作",
    "编辑同志：",
    "本报记者节专栏",
    "新华社今天播发社论全文",
    "图为新建的老桥",
    "作者与读者的对话",
    "通讯员培训班开班",
    "提高水平",
    "记者手记",
    "本报讯",
    // Japanese and Korean.
    "記者会見で発表",
    "写真展を開催",
    "기자회견 열려",
    "특파원 간담회 개최",
    "사진전 내달 개막",
    // English.
    "by the old mill",
    "THE NEW QUAY.",
    "Opening of the Quay",
    "By Thursday evening the water had risen to the second step of the quay.",
    "By order of the Board",
    "From our harbour the fleet sailed at dawn.",
    "Reporter is beaten by strikers",
    "Photo exhibition opens",
    "Edited by hand",
    "From a distance",
    "From our own fields",
    "Special trains to the fair",
    "By and by the rain ceased",
    "by members of the harbour board",
    "My Ruth Caldwell",
    "— The Editor of this paper",
    "Translated by a friend into verse",
    // German, French, Spanish, Italian.
    "Von der Elbe",
    "Von unserem Reichstag wird gesagt, er ruhe.",
    "Der Berichterstatter des Ausschusses",
    "Par la grâce de Dieu",
    "Les correspondants de guerre",
    "De notre ville au port",
    "Por la mañana",
    "Di buon mattino",
    "Dal nostro porto",
];

/// What the line says, or nothing where it would be left in the text.
fn said(text: &str, rules: &Rules) -> String {
    let by_rule = ["byline/by", "caption/credit"].into_iter().filter_map(|name| rules.get(name)).any(
        |rule| matches!(&rule.does, Does::Line { find, role: Role::Byline | Role::Caption, .. } if find.is_match(text)),
    );
    if !by_rule && byline_form(text, rules) < SURE {
        return String::new();
    }
    let name = |field| match field {
        Field::Author => "author",
        Field::Correspondent => "correspondent",
        Field::Photographer => "photographer",
        Field::Translator => "translator",
        Field::Editor => "editor",
        Field::Agency => "agency",
        Field::Place => "place",
        _ => "other",
    };
    let credits = of(text, rules);
    credits.iter().map(|credit| format!("{} {}", name(credit.field), credit.name)).collect::<Vec<_>>().join("; ")
}

#[test]
fn lines_say_who_did_what() {
    let rules = Rules::embedded();
    let text = TEXT.iter().map(|text| (*text, ""));
    let wrong: Vec<String> = (CREDITS.iter().copied().chain(text))
        .map(|(line, due)| (line, due, said(line, &rules)))
        .filter(|(_, due, found)| due != found)
        .map(|(line, due, found)| format!("{line}: [{found}], not [{due}]"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
