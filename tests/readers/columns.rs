//! Columns set side by side are cut at their gutters and read one after the other.

use newsprint::model::Layout;

use crate::{in_order, layout, read};

#[track_caller]
fn check(page: &str, expected: &[&str]) {
    let issue = read(page.as_bytes());
    assert_eq!(layout(&issue), Layout::Columns);
    assert_eq!(in_order(&issue, 0), expected);
}

#[test]
fn two_columns_under_a_headline() {
    check(
        "\
                 THE NEW QUAY

The harbour board met on      The new quay was opened
Tuesday and resolved that     on Wednesday before the
the old pier be closed to     mayor and a great number
all heavy vessels until a     of people, who had come
survey had been made, and     from all the villages of
that the tolls be raised.     the coast to see it.
",
        &[
            "THE NEW QUAY",
            "The harbour board met on",
            "Tuesday and resolved that",
            "the old pier be closed to",
            "all heavy vessels until a",
            "survey had been made, and",
            "that the tolls be raised.",
            "The new quay was opened",
            "on Wednesday before the",
            "mayor and a great number",
            "of people, who had come",
            "from all the villages of",
            "the coast to see it.",
        ],
    );
}

#[test]
fn wide_characters_count_two_cells() {
    check(
        "\
三年前的桥头镇，河水是      市里把河道整治列为头
黑的，鱼早已不见踪影，      一件大事，三年投入三
镇上的人路过都要捂着鼻      千万元，治理河道一百
子。如今河水清了，孩子      二十公里。昨天，水务
们又回到岸边写生，老人      局的同志在河边立起了
们也把棋盘搬到柳树下。      第一块河长公示牌。
",
        &[
            "三年前的桥头镇，河水是",
            "黑的，鱼早已不见踪影，",
            "镇上的人路过都要捂着鼻",
            "子。如今河水清了，孩子",
            "们又回到岸边写生，老人",
            "们也把棋盘搬到柳树下。",
            "市里把河道整治列为头",
            "一件大事，三年投入三",
            "千万元，治理河道一百",
            "二十公里。昨天，水务",
            "局的同志在河边立起了",
            "第一块河长公示牌。",
        ],
    );
}

#[test]
fn justified_lines_are_no_columns() {
    let page = "\
The  harbour  board  met  on
Tuesday  and  resolved  that
the  old  pier  be closed to
all  heavy  vessels  until a
survey  had  been  made, and
that  the  tolls  be  raised
by  a  penny  in  the  pound
from  the  first  of  April.
";
    assert_eq!(layout(&read(page.as_bytes())), Layout::Flow);
}

#[test]
fn headlines_flush_with_the_first_column_begin_a_band() {
    check(
        "\
THE FERRY STOPS
The ferry made its last trip      the ferrymen, who are old,
on Friday evening with a few      will stay on the bridge as
old friends on board, and as      keepers, and that the boat
the mayor said in his speech      is to be shown.

A QUIET FAIR DAY
The horse fair was small and      for two days past, as some
few buyers had come from the      of the dealers said, while
south, where the rivers have      others thought of the new
kept the roads under water        toll on horses.
",
        &[
            "THE FERRY STOPS",
            "The ferry made its last trip",
            "on Friday evening with a few",
            "old friends on board, and as",
            "the mayor said in his speech",
            "the ferrymen, who are old,",
            "will stay on the bridge as",
            "keepers, and that the boat",
            "is to be shown.",
            "A QUIET FAIR DAY",
            "The horse fair was small and",
            "few buyers had come from the",
            "south, where the rivers have",
            "kept the roads under water",
            "for two days past, as some",
            "of the dealers said, while",
            "others thought of the new",
            "toll on horses.",
        ],
    );
}

#[test]
fn a_headline_over_a_gutter_that_touches_its_text_stays_whole() {
    check(
        "\
桥头镇河道整治三年见成效记者再访
三年前的桥头镇，河水是      市里把河道整治列为头
黑的，鱼早已不见踪影，      一件大事，三年投入三
镇上的人路过都要捂着鼻      千万元，治理河道一百
子。如今河水清了，孩子      二十公里。昨天，水务
们又回到岸边写生，老人      局的同志来了。
",
        &[
            "桥头镇河道整治三年见成效记者再访",
            "三年前的桥头镇，河水是",
            "黑的，鱼早已不见踪影，",
            "镇上的人路过都要捂着鼻",
            "子。如今河水清了，孩子",
            "们又回到岸边写生，老人",
            "市里把河道整治列为头",
            "一件大事，三年投入三",
            "千万元，治理河道一百",
            "二十公里。昨天，水务",
            "局的同志来了。",
        ],
    );
}

#[test]
fn headlines_beside_their_text_keep_to_their_bands() {
    check(
        "\
THE FERRY          The ferry made its last trip      the ferrymen, who are old,
STOPS              on Friday evening with a few      will stay on the bridge as
                   old friends on board, and as      keepers, and that the boat
                   the mayor said in his speech      will be shown to visitors
                   before the whole town, which      all summer long.

A QUIET            The horse fair was small and      for two days past, as some
FAIR DAY           few buyers had come from the      of the dealers said, while
                   south, where the rivers have      others thought of the new
                   kept the roads under water,       toll on horses that was to
                   and the snow lay on the hill      come in May.
",
        &[
            "THE FERRY",
            "STOPS",
            "The ferry made its last trip",
            "on Friday evening with a few",
            "old friends on board, and as",
            "the mayor said in his speech",
            "before the whole town, which",
            "the ferrymen, who are old,",
            "will stay on the bridge as",
            "keepers, and that the boat",
            "will be shown to visitors",
            "all summer long.",
            "A QUIET",
            "FAIR DAY",
            "The horse fair was small and",
            "few buyers had come from the",
            "south, where the rivers have",
            "kept the roads under water,",
            "and the snow lay on the hill",
            "for two days past, as some",
            "of the dealers said, while",
            "others thought of the new",
            "toll on horses that was to",
            "come in May.",
        ],
    );
}

#[test]
fn paragraphs_that_begin_side_by_side_are_no_headlines() {
    check(
        "\
渡口的石阶用了三十年，雨天最是难      养蜂人把蜂箱从山脚一直摆到山腰，      夜班司机老周开了二十年公共汽车，
走，老人过河总要有人扶。今年春上      他说花开得早，蜂就来得早，果子也      末班车上的乘客他差不多都认得。下
镇里请来石匠，换成了青石。            结得比往年密得多。                    雪的晚上他总要多等五分钟。

  石阶修好那天，两岸的人都来走一        果农说从前靠人爬到树上去授粉，        医院里下班的护士赶上了末班车，
遍，孩子们数了数，一共是九十六级      一天也授不完一棵树，如今有了蜂就      老周说，等五分钟不算什么，他自己
青石，一级也不比从前的高。            不用人再上树。                        也要回家的。
",
        &[
            "渡口的石阶用了三十年，雨天最是难",
            "走，老人过河总要有人扶。今年春上",
            "镇里请来石匠，换成了青石。",
            "石阶修好那天，两岸的人都来走一",
            "遍，孩子们数了数，一共是九十六级",
            "青石，一级也不比从前的高。",
            "养蜂人把蜂箱从山脚一直摆到山腰，",
            "他说花开得早，蜂就来得早，果子也",
            "结得比往年密得多。",
            "果农说从前靠人爬到树上去授粉，",
            "一天也授不完一棵树，如今有了蜂就",
            "不用人再上树。",
            "夜班司机老周开了二十年公共汽车，",
            "末班车上的乘客他差不多都认得。下",
            "雪的晚上他总要多等五分钟。",
            "医院里下班的护士赶上了末班车，",
            "老周说，等五分钟不算什么，他自己",
            "也要回家的。",
        ],
    );
}

#[test]
fn rows_with_quotes_keep_to_the_gutter_of_the_others() {
    check(
        "\
渡口的石阶用了三十年，雨天最是难     养蜂人把蜂箱从山脚一直摆到山腰，
走，老人过河总要有人扶，今年春上     他说花开得早，蜂就来得早，果子也
镇里请来石匠，一块一块换成了青石     结得比往年密得多，果农从前靠人爬
头，两边又装了铁栏，孩子们都跑来     到树上去授粉，一天也授不完一棵树
数了一遍又一遍，说九十六级一级也     如今有了蜂就不用人再上树，到了秋
不比从前的高，雨天也不再怕滑了，     天，果子要用船运到对岸去卖。
说这叫“九十六级”的新路，从此老
人过河不用“扶手”和“拐杖”都可     船钱由镇上来出，果农只管把果子摘
以，石匠说，这样的石阶在山里可以     好了装进筐里，养蜂人也分得到一小
再用三十年，铁栏每年漆一遍，漆好     筐。两岸的人都说，这样的好事从前
了就不生锈，渡口的船也要换新的了     没有过，明年春天还要请他再来一回
，镇上的人说，这样一来就都齐了。     ，把蜂箱摆到对岸的山上去。
",
        &[
            "渡口的石阶用了三十年，雨天最是难",
            "走，老人过河总要有人扶，今年春上",
            "镇里请来石匠，一块一块换成了青石",
            "头，两边又装了铁栏，孩子们都跑来",
            "数了一遍又一遍，说九十六级一级也",
            "不比从前的高，雨天也不再怕滑了，",
            "说这叫“九十六级”的新路，从此老",
            "人过河不用“扶手”和“拐杖”都可",
            "以，石匠说，这样的石阶在山里可以",
            "再用三十年，铁栏每年漆一遍，漆好",
            "了就不生锈，渡口的船也要换新的了",
            "，镇上的人说，这样一来就都齐了。",
            "养蜂人把蜂箱从山脚一直摆到山腰，",
            "他说花开得早，蜂就来得早，果子也",
            "结得比往年密得多，果农从前靠人爬",
            "到树上去授粉，一天也授不完一棵树",
            "如今有了蜂就不用人再上树，到了秋",
            "天，果子要用船运到对岸去卖。",
            "船钱由镇上来出，果农只管把果子摘",
            "好了装进筐里，养蜂人也分得到一小",
            "筐。两岸的人都说，这样的好事从前",
            "没有过，明年春天还要请他再来一回",
            "，把蜂箱摆到对岸的山上去。",
        ],
    );
}

#[test]
fn a_headline_at_the_foot_of_a_column_is_no_text_that_stops() {
    check(
        "\
渡口的石阶用了三十年，雨天最是难     夜班司机老周开了二十年公共汽车，
走，老人过河总要有人扶，今年春上     末班车上的乘客他差不多都认得，下
镇里请来石匠，一块一块换成了青石     雪的晚上他总要多等五分钟，医院里
头，两边又装了铁栏。                 下班的护士赶上了末班车，老周说，
                                     等五分钟不算什么，他自己也是要回
镇上的果园今年请来了养蜂的人         家的。

周文芳                               后来车队给末班车改了时刻，晚五分
                                     钟才开，司机们都说这样好，护士再
镇上的果园今年请来了养蜂人，蜂箱     也不用在雪地里跑了，车上的乘客多
从山脚一直摆到山腰，养蜂人说花开     了三成，连对岸的人也来坐这一趟车
得早，蜂就来得早，果子也结得比往     回家，老周退休那天，车上坐满了他
年密得多。                           认得的人。
",
        &[
            "渡口的石阶用了三十年，雨天最是难",
            "走，老人过河总要有人扶，今年春上",
            "镇里请来石匠，一块一块换成了青石",
            "头，两边又装了铁栏。",
            "镇上的果园今年请来了养蜂的人",
            "周文芳",
            "镇上的果园今年请来了养蜂人，蜂箱",
            "从山脚一直摆到山腰，养蜂人说花开",
            "得早，蜂就来得早，果子也结得比往",
            "年密得多。",
            "夜班司机老周开了二十年公共汽车，",
            "末班车上的乘客他差不多都认得，下",
            "雪的晚上他总要多等五分钟，医院里",
            "下班的护士赶上了末班车，老周说，",
            "等五分钟不算什么，他自己也是要回",
            "家的。",
            "后来车队给末班车改了时刻，晚五分",
            "钟才开，司机们都说这样好，护士再",
            "也不用在雪地里跑了，车上的乘客多",
            "了三成，连对岸的人也来坐这一趟车",
            "回家，老周退休那天，车上坐满了他",
            "认得的人。",
        ],
    );
}

#[test]
fn a_gutter_goes_on_where_marks_hang_over_it_below_white() {
    check(
        "\
渡口换上新石阶        果园请来养蜂人

　　渡口的石阶用了三  　　镇上的果园今年请
十年，雨天最是难走，  来了养蜂人，蜂箱从山
老人过河总要有人扶。  脚一直摆到山腰。养蜂
今年春上镇里请来石匠  人说花开得早，蜂就来
换石阶，一块一块换成  得早，果子也结得比往
青石，又在两边装了铁  年密得多。
栏，还刻下了年月日，
等以后的人来看。
　　石阶修好那天，两  　　老桥要留下来
岸的人都来走过一遍，
孩子们数过了新的石阶，拆了几十年的老桥这一
说一共要走九十六级，  次留下来了，桥上的栏
一级也不能少。渡船的  杆一根也没有换，走路
人说往后夜里也能过河，的人都说这样最好，新
雨天也不再怕人跌倒，  桥修在下游半里的地方
过河的人比从前多了几  ，汽车从那里过，老桥
倍，船要多开几班才够  只走人，不走车，夜里
用。                  也有灯。
",
        &[
            "渡口换上新石阶",
            "渡口的石阶用了三",
            "十年，雨天最是难走，",
            "老人过河总要有人扶。",
            "今年春上镇里请来石匠",
            "换石阶，一块一块换成",
            "青石，又在两边装了铁",
            "栏，还刻下了年月日，",
            "等以后的人来看。",
            "石阶修好那天，两",
            "岸的人都来走过一遍，",
            "孩子们数过了新的石阶，",
            "说一共要走九十六级，",
            "一级也不能少。渡船的",
            "人说往后夜里也能过河，",
            "雨天也不再怕人跌倒，",
            "过河的人比从前多了几",
            "倍，船要多开几班才够",
            "用。",
            "果园请来养蜂人",
            "镇上的果园今年请",
            "来了养蜂人，蜂箱从山",
            "脚一直摆到山腰。养蜂",
            "人说花开得早，蜂就来",
            "得早，果子也结得比往",
            "年密得多。",
            "老桥要留下来",
            "拆了几十年的老桥这一",
            "次留下来了，桥上的栏",
            "杆一根也没有换，走路",
            "的人都说这样最好，新",
            "桥修在下游半里的地方",
            "，汽车从那里过，老桥",
            "只走人，不走车，夜里",
            "也有灯。",
        ],
    );
}

#[test]
fn headlines_beside_one_another_are_no_columns_that_have_ended() {
    check(
        "\
渡口换上了新的石阶      老桥的夜晚要有灯……

记者 陈涛               　　老桥拆了一半又留
                        下来，栏杆一根也没有
                        换，走路的人都说好。
　　渡口的石阶用了三    　　新桥修在下游半里
十年，雨天最是难走，    的地方，汽车从那里过
老人过河总要有人扶。    去，老桥只走人，不走
今年春上镇里请来石匠    车，夜里点上了灯，过
换石阶，一块一块换成    河的人多了许多，镇上
青石，又在两边装了铁    的人说这样最好，往后
栏，还刻下了年月日，    的年月也要这样过，谁
等以后的人来看。        也不想再拆它。
",
        &[
            "渡口换上了新的石阶",
            "记者 陈涛",
            "渡口的石阶用了三",
            "十年，雨天最是难走，",
            "老人过河总要有人扶。",
            "今年春上镇里请来石匠",
            "换石阶，一块一块换成",
            "青石，又在两边装了铁",
            "栏，还刻下了年月日，",
            "等以后的人来看。",
            "老桥的夜晚要有灯……",
            "老桥拆了一半又留",
            "下来，栏杆一根也没有",
            "换，走路的人都说好。",
            "新桥修在下游半里",
            "的地方，汽车从那里过",
            "去，老桥只走人，不走",
            "车，夜里点上了灯，过",
            "河的人多了许多，镇上",
            "的人说这样最好，往后",
            "的年月也要这样过，谁",
            "也不想再拆它。",
        ],
    );
}
