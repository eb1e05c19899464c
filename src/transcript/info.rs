//! What is known about a call besides what was said.

use crate::units::{CallKey, Millis};

/// Facts about a call; everything the source does not state is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CallInfo {
    /// Telephone system and its id for the call.
    pub key: CallKey,
    /// Where the id comes from.
    pub call_id_source: CallIdSource,
    /// Voice or chat.
    pub medium: Medium,
    /// Who called whom.
    pub direction: Direction,
    /// The instant at which the call began.
    pub started_at: Option<jiff::Timestamp>,
    /// How far local time was from UTC then, where the source says so.
    pub started_offset: Option<jiff::tz::Offset>,
    /// Stated length of the call.
    pub duration: Option<Millis>,
    /// BCP 47 tag as the source writes it.
    pub language: Option<String>,
    /// The customer's id in the CRM.
    pub customer_id: Option<String>,
    /// The customer's telephone number as written.
    pub customer_phone: Option<String>,
    /// The customer's e-mail address as written.
    pub customer_email: Option<String>,
    /// The agent's id.
    pub agent_id: Option<String>,
    /// The agent's name.
    pub agent_name: Option<String>,
    /// The agent's team.
    pub team: Option<String>,
    /// The queue or line.
    pub queue: Option<String>,
    /// Further columns of the input, kept on wish: name and value as JSON text.
    pub extra: Vec<(String, String)>,
}

impl CallInfo {
    /// A call of which only the key is known.
    pub fn new(key: CallKey, call_id_source: CallIdSource) -> CallInfo {
        CallInfo {
            key,
            call_id_source,
            medium: Medium::Voice,
            direction: Direction::Unknown,
            started_at: None,
            started_offset: None,
            duration: None,
            language: None,
            customer_id: None,
            customer_phone: None,
            customer_email: None,
            agent_id: None,
            agent_name: None,
            team: None,
            queue: None,
            extra: Vec::new(),
        }
    }
}

/// Where a call's id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallIdSource {
    /// A field of the record.
    Field,
    /// The name of the file.
    FileName,
    /// A hash of the record, since nothing names the call.
    ContentHash,
}

/// How the parties talked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Medium {
    /// Speech: a gap between turns may be silence.
    Voice,
    /// Messages: a gap between turns is response time, never silence.
    Chat,
}

/// Who called whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The customer called.
    Inbound,
    /// The agent called.
    Outbound,
    /// Colleagues among themselves.
    Internal,
    /// Not stated.
    Unknown,
}
