//! What strip_artifacts and normalize_text do to whole pages. Single rules are proved by their own examples.

use newsprint::ledger::{Decisions, Level, balance, fold};
use newsprint::model::{Issue, Role};
use newsprint::passes::{PASSES, Pass};
use newsprint::pipeline::run_passes;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use proptest::prelude::*;

fn issue(text: &str) -> Issue {
    match read_issue("page", "page.txt", text.as_bytes(), &ReadOptions::default()) {
        Ok(issue) => issue,
        Err(error) => panic!("{error}"),
    }
}

/// The page after the passes, a line each, with the roles that are not body.
fn cleaned(text: &str) -> String {
    let issue = issue(text);
    let passes: Vec<Pass<'_>> = PASSES.into_iter().take(4).collect();
    let run = run_passes(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default(), &passes);
    assert!(run.warnings.is_empty(), "{:?}", run.warnings);
    let draft = fold(&issue, &run.ledger);
    assert_eq!(balance(&draft).err(), None, "nothing is lost");
    draft.sketch()
}

#[track_caller]
fn check(page: &str, expected: &str) {
    assert_eq!(cleaned(page).trim_matches('\n'), expected.trim_matches('\n'));
}

#[track_caller]
fn keeps(page: &str) {
    let without_gaps: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
    check(page, &without_gaps.join("\n"));
}

#[test]
fn a_box_struck_by_runs_beside_text() {
    check(
        "\
三年来，全市组织干部群众清淤疏浚，河道整治一百二十公里，
治水的经验被写进了村规民约。水清了，人心齐了。

主办单位主办单位：：
县水利局县水利局
临川县文学艺术联合会临川县文学艺术联合会
青石镇青石镇
桥头镇中心小学桥头镇中心小学

村里的老人说，从前的规矩是写在石头上的，如今的规矩要写在
每个人的心里。于是各家各户都在新的村规上按了手印。
",
        "\
三年来，全市组织干部群众清淤疏浚，河道整治一百二十公里，
治水的经验被写进了村规民约。水清了，人心齐了。
主办单位：
县水利局
临川县文学艺术联合会
青石镇
桥头镇中心小学
村里的老人说，从前的规矩是写在石头上的，如今的规矩要写在
每个人的心里。于是各家各户都在新的村规上按了手印。
",
    );
}

#[test]
fn a_list_struck_by_characters_with_plain_lines_in_it() {
    check(
        "\
工工作作经经历历
2009.05 - 2014.02
临临川川县县水水利利局局 工工程程科科
职职责责：：负责全县小型水库的加固和日常巡查，
每年汛期前组织检查一次。
技技术术员员 22000099年年
测测量量
",
        "\
工作经历
2009.05 - 2014.02
临川县水利局 工程科
职责：负责全县小型水库的加固和日常巡查，
每年汛期前组织检查一次。
技术员 2009年
测量
",
    );
}

#[test]
fn copies_as_lines_and_fused_lines() {
    check(
        "\
证券代码
证券代码
证券代码：
：
：600123
600123
600123
证券简称
证券简称
证券简称：
：
：滨河水务
滨河水务
滨河水务
",
        "\
<repeat> 证券代码
<repeat> 证券代码
证券代码：
<repeat> ：
600123
<repeat> 600123
<repeat> 600123
<repeat> 证券简称
<repeat> 证券简称
证券简称：
<repeat> ：
滨河水务
<repeat> 滨河水务
<repeat> 滨河水务
",
    );
}

#[test]
fn a_headline_struck_twice_in_one_block_with_its_text() {
    check(
        "\
孩子们都说，明年还要再来。
石桥灯会石桥灯会
正月十五，桥头镇的石桥灯会又点起来了。灯是村里人自己扎的，
鱼灯、荷灯，一盏一盏挂到桥栏上。
",
        "\
孩子们都说，明年还要再来。
石桥灯会
正月十五，桥头镇的石桥灯会又点起来了。灯是村里人自己扎的，
鱼灯、荷灯，一盏一盏挂到桥栏上。
",
    );
}

#[test]
fn ordinary_repetition_stays() {
    keeps("天天都去河边走走看看，常常遇见毛毛和他的妈妈。\n大家讨论讨论，研究研究，高高兴兴地把事情办了。");
    keeps("讨论讨论");
    keeps("本刊二〇一一年年度报告\n\n2011 年年度报告\n\n号码 00000000");
    keeps("The boys of Baden-Baden had had enough of the Mississippi.\nThey said that that was that.");
    keeps("嘻嘻嘻嘻嘻嘻\n\n哈哈哈哈");
    keeps("欢迎\n丽丽 婷婷 圆圆\n芳芳 乐乐 毛毛\n晶晶 欢欢 盼盼");
    keeps("Row, row, row your boat\nGently down the stream\nMerrily, merrily, merrily, merrily\nLife is but a dream");
    keeps("数九寒天下大雪\n归来吧归来吧\n浪迹天涯的游子\n归来吧归来吧\n别再四处漂泊");
    keeps("Wheat 12 12 14 14\nBarley 9 9 8 8\nOats 7 7 7 7");
    keeps("London\nLondon\nParis\nParis\nRome\nBerlin\nVienna\nMadrid\nLisbon\nAthens");
}

#[test]
fn dates_that_belong_to_articles_stay() {
    keeps(
        "桥头日记\n\n1998年3月2日 星期一\n\n今天河水涨了，学校停课。\n\n1998年3月5日 星期四\n\n水退了，大家回去上课。\n\n完",
    );
    keeps(
        "致读者\n\n三年来，承蒙各位关心，本会得以维持。\n\n临川县水利学会\n\n1998年3月2日\n\n另：通讯处不变。\n\n再启\n\n又及\n\n三启\n\n四启\n\n五启\n\n六启\n\n七启\n\n八启",
    );
    keeps("THE FLOOD\n\nOn Friday, March 14, 1921, the river rose\nand on Saturday it stood at the second step.");
}

#[test]
fn running_lines_of_several_languages() {
    check(
        "Berliner Hafenzeitung. Nr. 1/1931. Montag, den 3. März 1931.\n\nDie neue Hafenmauer ist dem Verkehr übergeben.",
        "<running_head> Berliner Hafenzeitung. Nr. 1/1931. Montag, den 3. März 1931.\nDie neue Hafenmauer ist dem Verkehr übergeben.",
    );
    check(
        "Page 4\n\nLe nouveau quai a été ouvert mercredi.\n\nLundi 3 mars 1882",
        "<folio> Page 4\nLe nouveau quai a été ouvert mercredi.\n<folio> Lundi 3 mars 1882",
    );
    check(
        "1998年（平成10年）3月2日（月曜日） 第12面 社会\n\n新しい岸壁が水曜日に開通した。",
        "<folio> 1998年（平成10年）3月2日（月曜日） 第12面 社会\n新しい岸壁が水曜日に開通した。",
    );
    check(
        "2018년 7월 22일 일요일 3면\n\n새 부두가 수요일에 문을 열었다.",
        "<folio> 2018년 7월 22일 일요일 3면\n새 부두가 수요일에 문을 열었다.",
    );
    check(
        "2018年5月1日 星期二  责任编辑：周明 版式：沈玉  要闻 3版\n\n大桥昨日正式通车，两岸群众奔走相告。",
        "<folio> 2018年5月1日 星期二  责任编辑：周明 版式：沈玉  要闻 3版\n大桥昨日正式通车，两岸群众奔走相告。",
    );
}

#[test]
fn hostile_pages_take_their_length() {
    for (line, n) in
        [("研究\n", 60_000), ("a a\n", 60_000), ("：\n：：\n", 30_000), ("1\n\n", 60_000), ("栏目栏目\n\n", 30_000)]
    {
        let _ = cleaned(&line.repeat(n));
    }
    for (piece, n) in
        [("滨河", 300_000), ("a ", 300_000), ("1998年3月2日 星期一  ", 20_000), (" \u{301}\u{200b}", 100_000)]
    {
        let _ = cleaned(&piece.repeat(n));
    }
}

/// Different characters of common use, so that no word of a sample is by chance a repetition.
const HAN: &str = "城市河道治理工程建设委员会办公室主任文化教育体育卫生农业交通水利电力县区镇村学校医院图书博物展览";

fn heading() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(HAN.chars().collect::<Vec<_>>()), 5..14);
    words.prop_map(|words| words.into_iter().collect::<String>()).prop_filter("no character twice in a row", |text| {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(2).all(|pair| pair[0] != pair[1]) && (1..=chars.len() / 2).all(|n| chars[..n] != chars[n..2 * n])
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_struck_comes_back(
        lines in prop::collection::vec(heading(), 3..8),
        k in 2_usize..=4,
        by_character in any::<bool>(),
        marked in any::<bool>(),
    ) {
        let mut lines = lines;
        lines.sort();
        lines.dedup();
        prop_assume!(lines.len() >= 3);
        if marked {
            lines[0].push('：');
        }
        let strike = |line: &String| -> String {
            if by_character {
                line.chars().flat_map(|c| std::iter::repeat_n(c, k)).collect()
            } else {
                let (text, mark) = line.strip_suffix('：').map_or((line.as_str(), ""), |text| (text, "："));
                text.repeat(k) + &mark.repeat(k)
            }
        };
        let page: Vec<String> = lines.iter().map(strike).collect();
        let expected: String = lines.iter().map(|line| format!("{line}\n")).collect();
        prop_assert_eq!(cleaned(&page.join("\n")), expected);
    }

    #[test]
    fn plain_headings_are_not_touched(lines in prop::collection::vec(heading(), 1..8)) {
        let mut lines = lines;
        lines.dedup();
        let page = lines.join("\n");
        let edited = cleaned(&page);
        prop_assert!(!edited.contains("<repeat>") || lines.windows(2).any(|pair| pair[0] == pair[1]));
        let kept: String = edited.lines().map(|line| line.rsplit('>').next().unwrap_or(line).trim()).collect();
        prop_assert_eq!(kept, lines.concat());
    }
}

#[test]
fn nothing_is_done_without_rules() {
    let issue = issue("主办单位主办单位：：\n县水利局县水利局\n\n2018年5月1日 星期二\n");
    let run = run_passes(&issue, &Rules::default(), Some(Level::Review), &Decisions::default(), &PASSES[..4]);
    assert!(run.ledger.entries().is_empty());
    assert!(issue.line_indices().all(|line| fold(&issue, &run.ledger).role(line) == Role::Body));
}
