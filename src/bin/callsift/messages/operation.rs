//! What a run says of the limits and conditions it was held against.

use super::Text;

texts! {
    MET = "Условие `{condition}` выполнено: {value}",
        "Умову `{condition}` виконано: {value}",
        "Condition `{condition}` is met: {value}";
    NOT_CHECKED = "Условие `{condition}` не проверялось: {why}",
        "Умова `{condition}` не перевірялася: {why}",
        "Condition `{condition}` was not checked: {why}";
    PARTLY_CHECKED = "Условие `{condition}` проверялось не для всех звонков: {why}",
        "Умова `{condition}` перевірялася не для всіх дзвінків: {why}",
        "Condition `{condition}` was not checked for all calls: {why}";
    COUNT = "{count} из {of}", "{count} з {of}", "{count} of {of}";
    SHARE = "{share} ({count} из {of})", "{share} ({count} з {of})", "{share} ({count} of {of})";
    SEVERITY = "серьёзность {value}, {calls}", "серйозність {value}, {calls}", "severity {value}, {calls}";
    CHANGED = "{rules}, сильнее всего {rule} ({source}): {before} на 1000 звонков, теперь {now}",
        "{rules}, найбільше {rule} ({source}): {before} на 1000 дзвінків, тепер {now}",
        "{rules}, most of all {rule} ({source}): {before} in 1,000 calls, now {now}";
    NOTHING_READ = "ничего не прочитано", "нічого не прочитано", "nothing was read";
    NOTHING_TO_CHECK = "нет звонков, в которых это можно проверить",
        "немає дзвінків, у яких це можна перевірити",
        "there are no calls in which it could be";
    NOT_IN_BASELINE = "прежде не было источника {source}",
        "раніше не було джерела {source}",
        "the baseline has no source {source}";
    NOT_IN_RUN = "теперь нет звонков источника {source}",
        "тепер немає дзвінків джерела {source}",
        "there are no calls of the source {source} now";
    RULES_CHANGED = "правила уже не те: {rules}", "правила вже не ті: {rules}", "not the same any more: {rules}";
    AND_MORE = "и ещё {n}", "і ще {n}", "and {n} more";
    REJECTS_KEPT = "Предел `--max-rejects {limit}` соблюдён",
        "Межу `--max-rejects {limit}` дотримано",
        "The limit `--max-rejects {limit}` is kept";
    REJECTS_ABOVE = "Предел `--max-rejects {limit}` превышен",
        "Межу `--max-rejects {limit}` перевищено",
        "The limit `--max-rejects {limit}` is exceeded";
}
