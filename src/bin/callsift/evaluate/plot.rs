//! The drawing of precision against recall, by hand: no library, no script, no outside request.

use super::figures::decimal;
use callsift::language::Language;
use maud::{Markup, html};

/// A curve to draw; shares from 0 to 1.
#[derive(Clone, Debug)]
pub(super) struct Plot {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) across: String,
    pub(super) up: String,
    pub(super) lines: [Line; 2],
    /// The point of the threshold in use, and what is written beside it.
    pub(super) now: Option<((f64, f64), String)>,
}

/// One line of the drawing; the second is dashed.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) label: String,
    /// Recall and precision, by falling threshold.
    pub(super) points: Vec<(f64, f64)>,
}

/// The field of the curve within a drawing of 640 by 420.
const LEFT: f64 = 70.0;
const TOP: f64 = 20.0;
const WIDE: f64 = 540.0;
const HIGH: f64 = 330.0;

/// The drawing.
pub(super) fn draw(plot: &Plot, screen: Language) -> Markup {
    let x = |share: f64| format!("{:.1}", LEFT + share * WIDE);
    let y = |share: f64| format!("{:.1}", TOP + (1.0 - share) * HIGH);
    let line = |of: &Line| {
        let points = of.points.iter().map(|(r, p)| format!("{},{}", x(*r), y(*p)));
        points.collect::<Vec<_>>().join(" ")
    };
    // Beside the right border there is no room for words on the right.
    let anchor = |recall: f64| if recall > 0.6 { "end" } else { "start" };
    let percent = |share: f64| format!("{} %", decimal(share * 100.0, 0, screen));
    let ticks = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    let middle = (format!("{:.1}", LEFT + WIDE / 2.0), format!("{:.1}", TOP + HIGH / 2.0));
    html! {
        svg.plot viewBox="0 0 640 420" role="img" aria-labelledby="plot-title plot-about" {
            title id="plot-title" { (plot.title) }
            desc id="plot-about" { (plot.description) }
            @for tick in ticks {
                line.grid x1=(x(tick)) y1=(y(0.0)) x2=(x(tick)) y2=(y(1.0)) {}
                line.grid x1=(x(0.0)) y1=(y(tick)) x2=(x(1.0)) y2=(y(tick)) {}
                text.tick x=(x(tick)) y=(format!("{:.1}", TOP + HIGH + 20.0)) text-anchor="middle" {
                    (percent(tick))
                }
                text.tick x=(format!("{:.1}", LEFT - 8.0)) y=(y(tick)) dy="4" text-anchor="end" {
                    (percent(tick))
                }
            }
            text.axis x=(middle.0) y="405" text-anchor="middle" { (plot.across) }
            text.axis x="16" y=(middle.1) text-anchor="middle"
                transform=(format!("rotate(-90 16 {})", middle.1)) { (plot.up) }
            @for (of, class) in plot.lines.iter().zip(["curve", "curve dashed"]) {
                polyline class=(class) points=(line(of)) {}
                @for (recall, precision) in &of.points {
                    circle.point cx=(x(*recall)) cy=(y(*precision)) r="2.5" {}
                }
                @if let Some((recall, precision)) = of.points.last() {
                    text.label x=(x(*recall)) y=(y(*precision)) dy="20"
                        text-anchor=(anchor(*recall)) { (of.label) }
                }
            }
            @if let Some(((recall, precision), label)) = &plot.now {
                circle.now cx=(x(*recall)) cy=(y(*precision)) r="6" {}
                text.label x=(x(*recall)) y=(y(*precision)) dy="-12"
                    text-anchor=(anchor(*recall)) { (label) }
            }
        }
    }
}
