//! The thresholds of everything that is measured in time.

/// When a stretch without words is a silence, and when it is a bad one. All in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SilenceSettings {
    /// Shortest silence that is recorded, inclusive, in ms.
    pub min_ms: i64,
    /// Shortest silence that is long, inclusive, in ms.
    pub long_ms: i64,
    /// Shortest unannounced silence that is dead air, inclusive, in ms.
    pub dead_air_ms: i64,
    /// Shortest announced silence that is dead air, inclusive, in ms.
    pub dead_air_announced_ms: i64,
    /// How long before a silence its announcement may have ended, inclusive, in ms.
    pub announce_within_ms: i64,
}

impl Default for SilenceSettings {
    fn default() -> SilenceSettings {
        SilenceSettings {
            min_ms: 3_000,
            long_ms: 10_000,
            dead_air_ms: 15_000,
            dead_air_announced_ms: 60_000,
            announce_within_ms: 10_000,
        }
    }
}

/// All thresholds of a timeline, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineSettings {
    /// Silences.
    pub silence: SilenceSettings,
    /// Shortest overlap, inclusive, in ms.
    pub overlap_min_ms: i64,
    /// How long the interrupted may go on before giving way, inclusive, in ms.
    pub interruption_yield_ms: i64,
    /// Words of one turn less than this apart are one stretch of speech in an overlap, in ms.
    ///
    /// Recognisers leave a tiny gap after each word, which would cut overlaps to pieces; a pause of
    /// articulation is shorter than a quarter of a second. 0 takes words strictly.
    pub word_join_ms: i64,
}

impl Default for TimelineSettings {
    fn default() -> TimelineSettings {
        TimelineSettings {
            silence: SilenceSettings::default(),
            overlap_min_ms: 1_000,
            interruption_yield_ms: 2_000,
            word_join_ms: 250,
        }
    }
}
