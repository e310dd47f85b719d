//! Encodings found out, given, and broken.

use encoding_rs::Encoding;
use newsprint::read::ReadOptions;

use crate::{raw, read, read_with, warnings};

const CHINESE: &str = "市水利局\n\n今年入夏以来，沿河各村的水位一直居高不下。镇里组织干部群众轮流上堤，\n\
白天巡查，夜间值守，两个月来没有出过一处险情。堤上的帐篷换了三回，守堤的\n\
人也换了三拨，只有老支书陈广田一天都没有下过堤。\n";
const TRADITIONAL: &str = "今年入夏以來，沿河各村的水位一直居高不下。鎮裡組織民眾輪流上堤，\n\
白天巡查，夜間值守，兩個月來沒有出過一處險情。堤上的帳篷換了三回，守堤的\n\
人也換了三批，只有老村長陳廣田一天都沒有下過堤。\n";
const JAPANESE: &str = "港の古い桟橋は、調査が終わるまで重い船の使用を禁じられることになった。\n\
技師は、杭が虫に食われており、次の冬を越せるとは約束できないと述べた。\n\
カモメだけが、いつものように桟橋に並んでいる。\n";
const KOREAN: &str = "항만 위원회는 화요일에 모여 조사가 끝날 때까지 낡은 부두를 무거운 배에\n\
닫기로 결정하였다. 기사는 말뚝이 벌레에 먹혀 다음 겨울을 견딜 수 있다고\n\
장담하지 못한다고 위원들에게 말하였다.\n";
const RUSSIAN: &str = "Портовая комиссия собралась во вторник и постановила закрыть старую пристань\n\
для тяжёлых судов, пока не будет произведён осмотр свай.\n";
const FRENCH: &str = "Le conseil du port s’est réuni mardi et a décidé que la vieille jetée serait\n\
fermée aux gros bâtiments jusqu’à ce qu’une expertise eût été faite.\n";
const GERMAN: &str = "Der Hafenausschuß hat am Dienstag beschlossen, daß die alte Brücke für schwere\n\
Schiffe gesperrt wird, bis die Pfähle geprüft sind. Die Kosten trägt die Stadt.\n";

#[track_caller]
fn check(text: &str, encoding: &'static Encoding, label: &str) {
    let bytes = encode(text, encoding);
    let issue = read(&bytes);
    assert_eq!(issue.pages()[0].source.encoding, label);
    assert_eq!(issue.pages()[0].text, text);
    assert!(warnings(&issue).is_empty());
}

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    match encoding.name() {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost, "the sample must fit its encoding");
            bytes.into_owned()
        }
    }
}

#[test]
fn encodings_are_found_out() {
    check(CHINESE, encoding_rs::UTF_8, "utf-8");
    check(CHINESE, encoding_rs::GB18030, "gb18030");
    check(CHINESE, encoding_rs::GBK, "gb18030");
    check(TRADITIONAL, encoding_rs::BIG5, "big5");
    check(JAPANESE, encoding_rs::SHIFT_JIS, "shift_jis");
    check(JAPANESE, encoding_rs::EUC_JP, "euc-jp");
    check(JAPANESE, encoding_rs::ISO_2022_JP, "iso-2022-jp");
    check(KOREAN, encoding_rs::EUC_KR, "euc-kr");
    check(RUSSIAN, encoding_rs::WINDOWS_1251, "windows-1251");
    check(RUSSIAN, encoding_rs::KOI8_R, "koi8-u");
    check(FRENCH, encoding_rs::WINDOWS_1252, "windows-1252");
    check(GERMAN, encoding_rs::WINDOWS_1252, "windows-1252");
    check("THE HARBOUR FIRE.\nThe fire was put out at dawn.\n", encoding_rs::UTF_8, "utf-8");
}

#[test]
fn utf_16_is_told_without_a_mark() {
    for text in [CHINESE, JAPANESE, KOREAN, RUSSIAN, FRENCH, GERMAN] {
        check(text, encoding_rs::UTF_16LE, "utf-16le");
        check(text, encoding_rs::UTF_16BE, "utf-16be");
    }
}

#[test]
fn byte_order_marks_are_dropped() {
    for (mark, encoding) in [
        (&b"\xef\xbb\xbf"[..], encoding_rs::UTF_8),
        (b"\xff\xfe", encoding_rs::UTF_16LE),
        (b"\xfe\xff", encoding_rs::UTF_16BE),
    ] {
        let mut bytes = mark.to_vec();
        bytes.extend(encode(CHINESE, encoding));
        assert_eq!(read(&bytes).pages()[0].text, CHINESE);
    }
}

#[test]
fn the_encoding_is_told_from_far_into_the_file() {
    let mut text = "The harbour board met on Tuesday.\n".repeat(40_000);
    text.push_str(FRENCH);
    check(&text, encoding_rs::WINDOWS_1252, "windows-1252");
    check(&text, encoding_rs::UTF_8, "utf-8");
}

#[test]
fn a_given_encoding_wins() {
    let bytes = encode(CHINESE, encoding_rs::GB18030);
    let options = ReadOptions { encoding: Some(encoding_rs::WINDOWS_1252), ..ReadOptions::default() };
    let issue = read_with(&bytes, &options);
    assert_eq!(issue.pages()[0].source.encoding, "windows-1252");
    assert!(raw(&issue)[0].starts_with("ÊÐË®"));
}

#[test]
fn the_language_helps_to_guess() {
    // Two words say nothing by themselves.
    let bytes = encode("市水利局", encoding_rs::GB18030);
    let options = ReadOptions { language: Some("zh-Hans".to_owned()), ..ReadOptions::default() };
    let issue = read_with(&bytes, &options);
    assert_eq!(raw(&issue), ["市水利局"]);
    assert_eq!(issue.pages()[0].language.as_deref(), Some("zh-Hans"));
}

#[test]
fn malformed_bytes_are_told_with_offset_and_value() {
    let mut bytes = CHINESE.as_bytes().to_vec();
    bytes.splice(13..13, [0xff, 0xfe, 0x80]);
    let issue = read(&bytes);
    assert_eq!(issue.pages()[0].source.encoding, "utf-8");
    assert_eq!(issue.warnings.len(), 1);
    let warning = &issue.warnings[0];
    assert_eq!((warning.page, warning.line), (1, 2));
    assert_eq!(warning.message, "byte 13: 3 bytes are not allowed in UTF-8 (ff fe 80); read as U+FFFD");
    assert_eq!(raw(&issue)[1], "\u{fffd}\u{fffd}\u{fffd}");
}

#[test]
fn one_malformed_byte_does_not_change_the_encoding() {
    for (text, encoding) in [
        (CHINESE, encoding_rs::GB18030),
        (TRADITIONAL, encoding_rs::BIG5),
        (JAPANESE, encoding_rs::SHIFT_JIS),
        (KOREAN, encoding_rs::EUC_KR),
    ] {
        let mut bytes = encode(&text.repeat(20), encoding);
        let at = bytes.iter().position(|b| *b == b'\n').unwrap();
        bytes.insert(at, 0xff);
        let issue = read(&bytes);
        let name = issue.pages()[0].source.encoding;
        assert_eq!(Encoding::for_label(name.as_bytes()), Some(encoding));
        assert_eq!(issue.warnings.len(), 1, "{name}: {:?}", issue.warnings);
        assert!(issue.warnings[0].message.starts_with(&format!("byte {at}: 1 byte is")));
    }
}

#[test]
fn many_malformed_bytes_are_counted() {
    let options = ReadOptions { encoding: Some(encoding_rs::UTF_8), ..ReadOptions::default() };
    let issue = read_with(&b"a\xff".repeat(1000), &options);
    assert_eq!(issue.warnings.len(), 25);
    let last = issue.warnings.iter().find(|warning| warning.page == 0).unwrap();
    assert!(last.message.starts_with("976 more malformed stretches"), "{}", last.message);
}

#[test]
fn controls_are_kept_inside_lines_and_told() {
    let issue = read(b"of\0cers of the harbour\n\0\nboard\x01\n");
    assert_eq!(raw(&issue), ["of\0cers of the harbour", "board"]);
    assert_eq!(warnings(&issue).len(), 1);
    assert!(warnings(&issue)[0].starts_with("2 NUL and 1 other control characters"));
    assert_eq!((issue.warnings[0].page, issue.warnings[0].line), (1, 1));
}
