//! `--max-rejects`: how many records may be unreadable before a run ends with exit code 3.

use super::percent::Limit;
use callsift::output::run_v1::{Customers, Records, RejectsAllowed};
use std::str::FromStr;

/// The limit as it was typed: a number of records, or a share of those that were read.
#[derive(Clone, Debug)]
pub(crate) struct MaxRejects {
    text: String,
    limit: Limit,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Records,
    Share,
}

impl FromStr for MaxRejects {
    type Err = String;

    fn from_str(text: &str) -> Result<MaxRejects, String> {
        let (number, unit) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), Unit::Share),
            None => (text, Unit::Records),
        };
        let limit = Limit::parse(number).filter(|limit| match unit {
            Unit::Records => limit.is_whole(),
            Unit::Share => *limit <= Limit::whole(100),
        });
        let limit = limit.ok_or("write a number of records, 25, or a share of them, 0.1%")?;
        Ok(MaxRejects { text: text.to_owned(), limit, unit })
    }
}

impl MaxRejects {
    /// Holds a run against the limit.
    ///
    /// A number counts records of calls and customers together. A share must be kept by each of the two
    /// for itself, or a great list of customers would hide a night whose calls are all lost.
    pub(crate) fn check(&self, records: &Records, customers: Option<&Customers>) -> RejectsAllowed {
        let of_customers = customers.map(|all| (all.rejected + all.lost_digits, all.read));
        let (lost, read) = of_customers.unwrap_or_default();
        let kept = match self.unit {
            Unit::Records => self.limit.of_count(records.rejected + lost).is_le(),
            Unit::Share => {
                self.limit.of_share(records.rejected, records.read).is_le()
                    && self.limit.of_share(lost, read).is_le()
            }
        };
        RejectsAllowed {
            limit: self.text.clone(),
            rejected: records.rejected,
            of: records.read,
            customers_rejected: of_customers.map(|(lost, _)| lost),
            customers_of: of_customers.map(|(_, read)| read),
            kept,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(read: u64, rejected: u64) -> Records {
        Records { read, good: read - rejected, duplicates: 0, rejected, skipped: 0 }
    }

    fn customers(read: u64, rejected: u64, lost_digits: u64) -> Customers {
        Customers {
            file: "people.jsonl".to_owned(),
            read,
            touched: 0,
            unchanged: 0,
            rejected,
            lost_digits,
            calls_attached: 0,
            calls_unmatched: 0,
            calls_repeated: 0,
            unanswered: 0,
            overdue_promises: 0,
            as_of: None,
        }
    }

    #[test]
    fn at_the_limit_it_is_kept_and_above_it_is_not() {
        for (limit, read, rejected, kept) in [
            ("0", 10, 0, true),
            ("0", 10, 1, false),
            ("3", 10, 2, true),
            ("3", 10, 3, true),
            ("3", 10, 4, false),
            ("0.1%", 1_000, 1, true),
            ("0.1 %", 1_000, 2, false),
            ("0,1%", 999, 1, false),
            ("100%", 4, 4, true),
            ("0%", 0, 0, true),
        ] {
            let max: MaxRejects = limit.parse().unwrap();
            assert_eq!(max.check(&records(read, rejected), None).kept, kept, "{limit} {rejected}");
        }
    }

    #[test]
    fn many_customers_hide_no_lost_calls() {
        let max: MaxRejects = "1%".parse().unwrap();
        let all_lost = records(10, 10);
        assert!(!max.check(&all_lost, Some(&customers(1_000_000, 0, 0))).kept);
        assert!(!max.check(&records(10_000, 0), Some(&customers(100, 1, 1))).kept);
        assert!(max.check(&records(100, 1), Some(&customers(200, 1, 1))).kept);
        let both: MaxRejects = "2".parse().unwrap();
        assert!(both.check(&records(9, 1), Some(&customers(9, 1, 0))).kept);
        assert!(!both.check(&records(9, 1), Some(&customers(9, 1, 1))).kept);
    }

    #[test]
    fn what_is_no_limit() {
        for text in ["", "%", "-1", "1.5", "101%", "100.000001%", "few", "5 records", "1/1000"] {
            assert!(text.parse::<MaxRejects>().is_err(), "{text:?}");
        }
    }
}
