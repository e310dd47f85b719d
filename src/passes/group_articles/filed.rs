//! Adverts that the file itself sets apart: each is an article of its own, whatever headings it has, and the text around it
//! is read as if it were not there.

use super::reading::{Label, Reading, Side};
use super::units::{Kind, Unit};
use crate::model::{LineIx, RegionKind};
use crate::passes::View;

/// How sure what an advert's headings are is, as what others are by their points.
const SURE: f64 = 1.0;

/// The advert of the file that a line stands in: the outermost region around its own that is one. A region of lines that is
/// called so may be a piece of an advert only.
pub(super) fn advert(view: &View<'_>, line: LineIx) -> Option<u32> {
    let regions = &view.issue.page_of(line).regions;
    let parent = |at: &u32| regions.get(*at as usize)?.parent.filter(|above| above < at);
    let own = view.issue.line(line).region;
    let is_advert = |at: &u32| regions.get(*at as usize).is_some_and(|region| region.kind == RegionKind::Advert);
    std::iter::successors(parent(&own), parent).filter(is_advert).last()
}

/// The units of a page without its adverts, and the adverts with their places among all.
pub(super) fn part(units: Vec<Unit<'_>>) -> (Vec<Unit<'_>>, Vec<(usize, Unit<'_>)>) {
    let (mut rest, mut adverts) = (Vec::with_capacity(units.len()), Vec::new());
    for (at, unit) in units.into_iter().enumerate() {
        match unit.filed {
            Some(_) => adverts.push((at, unit)),
            None => rest.push(unit),
        }
    }
    (rest, adverts)
}

/// All units of a page, and its reading with the adverts in their places: behind the article where its text goes on below.
pub(super) fn unite<'g>(rest: Vec<Unit<'g>>, adverts: Vec<(usize, Unit<'g>)>, reading: &mut Reading) -> Vec<Unit<'g>> {
    if adverts.is_empty() {
        return rest;
    }
    let n = rest.len() + adverts.len();
    let (mut units, mut labels, mut sure) = (Vec::with_capacity(n), Vec::with_capacity(n), Vec::with_capacity(n));
    let mut rest = rest.into_iter().zip(reading.labels.iter().zip(&reading.sure)).peekable();
    let mut adverts = adverts.into_iter().peekable();
    let mut is_open = false;
    while units.len() < n {
        let Some((_, advert)) = adverts.next_if(|(at, _)| *at == units.len()) else {
            let Some((unit, (label, is_sure))) = rest.next() else { break };
            is_open |= label.0 != Label::Banner;
            units.push(unit);
            labels.push(*label);
            sure.push(*is_sure);
            continue;
        };
        let goes_on = is_open && rest.peek().is_some_and(|(_, (label, _))| !label.1 && label.0 != Label::Banner);
        let begins = units.last().is_none_or(|above: &Unit<'_>| above.filed != advert.filed);
        let heads = begins && advert.is(Kind::Heading) && reading.convention.side == Side::Above;
        labels.push(match (goes_on, heads, advert.kind) {
            (true, _, _) => (Label::Aside, false),
            (false, true, _) => (Label::Title, begins),
            (false, false, Kind::Heading) => (Label::Subhead, begins),
            (false, false, _) => (Label::Text, begins),
        });
        sure.push(SURE);
        units.push(advert);
    }
    (reading.labels, reading.sure) = (labels, sure);
    units
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Decisions, Level, fold};

    const FERRY: [&str; 5] = [
        "The ferry was three hours late on Monday, since the",
        "fog lay over the sound until noon, and the master of",
        "the harbour would let no boat go out. Those who had",
        "waited on the quay since the morning were taken over",
        "at last by the pilot, who asked for nothing but the",
    ];
    const GOES_ON: [&str; 4] = [
        "thanks of the passengers. It is said that a bell will",
        "be set up on the mole before the winter, so that the",
        "boats may find the way in by themselves, and that the",
        "council has voted what it costs.",
    ];
    const SOAP: [(&str, usize); 4] = [
        ("HARKER'S SOAP", 60),
        ("Washes what water does not, and shines.", 30),
        ("THE BEST", 50),
        ("At all shops.", 30),
    ];

    /// A page of one column: text, two adverts of the file, text.
    fn page(below: &[&'static str]) -> String {
        let mut page = String::from("<alto><Layout><Page ID=\"P1\" WIDTH=\"700\" HEIGHT=\"1600\"><PrintSpace>");
        let mut top = 40;
        let mut block = |id: &str, lines: &[(&str, usize)]| {
            let mut block = format!("<TextBlock ID=\"{id}\">");
            for (line, height) in lines {
                let width = (line.len() * height * 2 / 5).min(600);
                let left = if *height > 30 { 340 - width / 2 } else { 40 };
                block += &format!(
                    "<TextLine HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"{width}\" HEIGHT=\"{height}\"><String \
                     HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"{width}\" HEIGHT=\"{height}\" CONTENT=\"{line}\"/></TextLine>"
                );
                top += height + 10;
            }
            top += 20;
            block + "</TextBlock>"
        };
        let text = |lines: &[&'static str]| lines.iter().map(|line| (*line, 30)).collect::<Vec<_>>();
        page += &block("head", &[("FERRY IS LATE", 60)]);
        page += &block("text", &text(&FERRY));
        for advert in ["soap", "salt"] {
            let lines = SOAP.map(|(line, height)| (line.replace("SOAP", &advert.to_uppercase()), height));
            let lines: Vec<(&str, usize)> = lines.iter().map(|(line, height)| (line.as_str(), *height)).collect();
            page += &format!("<ComposedBlock TYPE=\"Advertisement\">{}</ComposedBlock>", block(advert, &lines));
        }
        let (head, text_below) = below.split_at(usize::from(below[0].contains("BEAR")));
        if let [head] = head {
            page += &block("bear", &[(head, 60)]);
        }
        page += &block("below", &text(text_below));
        page += "</PrintSpace></Page></Layout></alto>";
        let issue = crate::read::read_issue("page", "page.xml", page.as_bytes(), &Default::default()).unwrap();
        let rules = crate::rules::Rules::embedded();
        let run = crate::pipeline::run(&issue, &rules, Some(Level::Review), &Decisions::default());
        fold(&issue, &run.ledger).sketch()
    }

    #[test]
    fn an_advert_of_the_file_is_an_article_whatever_headings_it_has() {
        let sketch = page(&[
            "A BEAR IN THE SCHOOL",
            "A bear was seen in the garden of the school, where",
            "it ate what was left of the apples and went away as",
            "quietly as it came.",
        ]);
        assert_eq!(sketch.matches("== ").count() + 1, 4, "{sketch}");
        for line in ["<title> HARKER'S SOAP", "<title> HARKER'S SALT", "<subhead> THE BEST", "<title> A BEAR"] {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
    }

    #[test]
    fn text_that_goes_on_below_adverts_stands_before_them() {
        let sketch = page(&GOES_ON);
        let place = |text: &str| sketch.find(text).unwrap();
        assert!(place("council has voted") < place("HARKER'S SOAP"), "{sketch}");
        assert_eq!(sketch.matches("== ").count() + 1, 3, "{sketch}");
    }
}
