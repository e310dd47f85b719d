//! Contrast and distance of colors, computed from the style sheet.

use std::collections::BTreeMap;

use newsprint::report::html::STYLE;

type Rgb = [f64; 3];

/// The color tokens of a `:root` block, as linear light from 0 to 1.
fn tokens(block: &str) -> BTreeMap<String, Rgb> {
    let body = block.split('}').next().unwrap();
    body.split(';')
        .filter_map(|line| line.trim().rsplit_once(": #"))
        .filter_map(|(name, hex)| {
            let name = name.rsplit("--").next()?.to_owned();
            let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
            Some((name, [part(0)?, part(2)?, part(4)?].map(|v| linear(f64::from(v) / 255.0))))
        })
        .collect()
}

fn schemes() -> [BTreeMap<String, Rgb>; 2] {
    let mut blocks = STYLE.split(":root {").skip(1);
    let light = tokens(blocks.next().unwrap());
    let dark = tokens(blocks.next().unwrap());
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>(), "both schemes have every token");
    assert!(light.len() > 25);
    [light, dark]
}

fn linear(v: f64) -> f64 {
    if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

/// WCAG 2 contrast.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let light = |c: Rgb| 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05;
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

/// CIE L*a*b* under D65.
fn lab(c: Rgb) -> [f64; 3] {
    let xyz = [
        (0.412_456 * c[0] + 0.357_576 * c[1] + 0.180_437 * c[2]) / 0.950_47,
        0.212_673 * c[0] + 0.715_152 * c[1] + 0.072_175 * c[2],
        (0.019_334 * c[0] + 0.119_192 * c[1] + 0.950_304 * c[2]) / 1.088_83,
    ];
    let [x, y, z] = xyz.map(|v| if v > 0.008_856 { v.cbrt() } else { 7.787 * v + 16.0 / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Normal sight and the full loss of one kind of cone, after Machado, Oliveira and Fernandes (2009).
const SIGHTS: [(&str, [Rgb; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deutan",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]],
    ),
    (
        "tritan",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_9]],
    ),
];

fn seen(c: Rgb, sight: &[Rgb; 3]) -> Rgb {
    sight.map(|row| (row[0] * c[0] + row[1] * c[1] + row[2] * c[2]).clamp(0.0, 1.0))
}

const PASSES: [&str; 7] = ["s", "n", "l", "o", "j", "g", "b"];

#[test]
fn what_is_read_stands_out_from_its_ground() {
    for colors in schemes() {
        let at_least = |ink: &str, ground: &str, least: f64| {
            let found = contrast(colors[ink], colors[ground]);
            assert!(found >= least, "{ink} on {ground}: {found:.2}");
        };
        for pass in PASSES {
            at_least(pass, "ground", 4.5);
            at_least(pass, &format!("{pass}-tint"), 4.5);
            // A doubt inside a mark, and text that is quiet on a tint.
            at_least("ink", &format!("{pass}-tint"), 4.5);
            at_least("soft", &format!("{pass}-tint"), 4.5);
        }
        for ink in ["ink", "soft", "focus", "refuse", "o"] {
            at_least(ink, "ground", 4.5);
            at_least(ink, "panel", 4.5);
        }
        at_least("doubt", "doubt-fill", 4.5);
        at_least("on-focus", "focus", 4.5);
        at_least("edge", "ground", 3.0);
        at_least("map", "ground", 3.0);
    }
}

#[test]
fn passes_are_told_apart_by_every_eye() {
    for colors in schemes() {
        for (name, sight) in &SIGHTS {
            for (n, a) in PASSES.iter().enumerate() {
                for b in &PASSES[n + 1..] {
                    let [p, q] = [a, b].map(|pass| lab(seen(colors[*pass], sight)));
                    let far = p.iter().zip(q).map(|(p, q)| (p - q).powi(2)).sum::<f64>().sqrt();
                    assert!(far >= 12.0, "{a} and {b} under {name} sight: {far:.1}");
                }
            }
        }
    }
}
