//! Saying in Dutch how a query was read, so that a reader sees at once what is looked for.

use model::MONTHS;

use super::{Ast, FieldName, Form, Leaf};

/// One line: `stikstof (alle vormen) en niet "tweede kamer"; soort: motie`.
pub(crate) fn reading(ast: &Ast) -> String {
    let mut out = String::new();
    say(ast, &mut out, Place::Top);
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    InAnd,
    InOr,
    InNot,
}

fn say(ast: &Ast, out: &mut String, place: Place) {
    match ast {
        Ast::Leaf(leaf) => say_leaf(leaf, out),
        Ast::Near { leaves, distance } => {
            for (at, leaf) in leaves.iter().enumerate() {
                if at > 0 {
                    out.push_str(if at + 1 == leaves.len() { " en " } else { ", " });
                }
                say_leaf(leaf, out);
            }
            out.push_str(&format!(" met hoogstens {distance} woorden ertussen"));
        }
        Ast::Field { field, inner } => {
            out.push_str(match field {
                FieldName::Title => "in de titel: ",
                field => field.name(),
            });
            if *field != FieldName::Title {
                out.push_str(": ");
            }
            say(inner, out, Place::InNot);
        }
        Ast::Dates { from, to } => {
            out.push_str(&match (from, to) {
                (Some(from), Some(to)) if from == to => format!("op {}", dutch(*from)),
                (Some(from), Some(to)) => format!("van {} tot en met {}", dutch(*from), dutch(*to)),
                (Some(from), None) => format!("vanaf {}", dutch(*from)),
                (None, Some(to)) => format!("tot en met {}", dutch(*to)),
                (None, None) => "met elke datum".to_owned(),
            });
        }
        Ast::And(list) => {
            join(list, " en ", Place::InAnd, place == Place::InOr || place == Place::InNot, out)
        }
        Ast::Or(list) => join(list, " of ", Place::InOr, place != Place::Top, out),
        Ast::Not(inner) => {
            out.push_str("niet ");
            say(inner, out, Place::InNot);
        }
    }
}

fn join(list: &[Ast], between: &str, place: Place, parentheses: bool, out: &mut String) {
    if parentheses {
        out.push('(');
    }
    for (at, ast) in list.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        say(ast, out, place);
    }
    if parentheses {
        out.push(')');
    }
}

fn say_leaf(leaf: &Leaf, out: &mut String) {
    match leaf.form {
        Form::Word => out.push_str(&leaf.text),
        Form::Exact => out.push_str(&format!("precies “{}”", leaf.text)),
        Form::Prefix => out.push_str(&format!("{}…", leaf.text)),
        Form::Phrase => out.push_str(&format!("“{}”", leaf.text.trim())),
    }
}

/// `1 juli 2024`.
fn dutch(date: jiff::civil::Date) -> String {
    let month = MONTHS.get(date.month() as usize - 1).copied().unwrap_or("");
    format!("{} {month} {}", date.day(), date.year())
}
