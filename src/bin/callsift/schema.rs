//! `callsift schema`.

use crate::args::SchemaArgs;
use crate::exit::{Exit, Stop};
use crate::terminal;
use callsift::diagnostic::nearest;
use callsift::output::schema::DOCUMENTS;

/// Prints a schema, or the list of them.
pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Stop> {
    let Some(name) = &args.document else {
        for document in DOCUMENTS {
            terminal::print(&format!("{:12} {}\n", document.name, document.about))?;
        }
        return Ok(Exit::Done);
    };
    let Some(document) = DOCUMENTS.iter().find(|document| document.name == name) else {
        let names = DOCUMENTS.iter().map(|document| document.name);
        let help = match nearest(name, names.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("there are {}", names.collect::<Vec<_>>().join(", ")),
        };
        return Err(Stop::usage(format!("there is no schema `{name}`; {help}")));
    };
    let schema = (document.schema)();
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|error| Stop::output(format!("schema {name}: {error}")))?;
    terminal::print(&format!("{text}\n"))?;
    Ok(Exit::Done)
}
