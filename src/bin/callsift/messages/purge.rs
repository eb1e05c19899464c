//! What `callsift purge` says.

use super::Text;

texts! {
    LOOKED = "Просмотрено: {files}", "Переглянуто: {files}", "Looked at: {files}";
    GONE = "Удалено: {calls} из calls.jsonl, строк из unmatched.jsonl: {unmatched}",
        "Видалено: {calls} з calls.jsonl, рядків з unmatched.jsonl: {unmatched}",
        "Taken out: {calls} from calls.jsonl, {unmatched} lines from unmatched.jsonl";
    WOULD_GO = "Было бы удалено: {calls} из calls.jsonl, строк из unmatched.jsonl: {unmatched}",
        "Було б видалено: {calls} з calls.jsonl, рядків з unmatched.jsonl: {unmatched}",
        "Would be taken out: {calls} from calls.jsonl, {unmatched} lines from unmatched.jsonl";
    CUSTOMERS = "  карточек в customers.jsonl без этих звонков: {customers}, удалено целиком: {records}",
        "  карток у customers.jsonl без цих дзвінків: {customers}, видалено цілком: {records}",
        "  {customers} customer records without these calls, {records} taken out as a whole";
    BYTES = "  строк rejects.jsonl без сохранённых байтов (неизвестно, чьи они): {n}",
        "  рядків rejects.jsonl без збережених байтів (невідомо, чиї вони): {n}",
        "  {n} lines of rejects.jsonl without the bytes that were kept (nobody can tell whose they are)";
    BYTES_STAY = "  в rejects.jsonl есть байты записей, неизвестно, чьи они; оставлено строк: {n}",
        "  у rejects.jsonl є байти записів, невідомо, чиї вони; залишено рядків: {n}",
        "  {n} lines of rejects.jsonl hold bytes of records, nobody can tell whose; they stay";
    NOTHING = "Ничего не найдено, всё осталось как было",
        "Нічого не знайдено, усе лишилося як було",
        "Nothing was found, everything is as it was";
    UNDATED = "  без даты, оставлено: {calls}", "  без дати, залишено: {calls}",
        "  {calls} without a date stay";
    SHARED = "  есть ещё звонки, которые могут быть этого клиента (номер у нескольких карточек), оставлено: {calls}; удалите по --phone",
        "  є ще дзвінки, які можуть бути цього клієнта (номер у кількох карток), залишено: {calls}; видаліть за --phone",
        "  {calls} that may be this customer's stay (several records have the number); take them out by --phone";
    UNREADABLE = "  не удалось прочитать, оставлено строк customers.jsonl: {n}",
        "  не вдалося прочитати, залишено рядків customers.jsonl: {n}",
        "  {n} unreadable lines of customers.jsonl stay";
    BESIDE = "  в папке есть и другое, не тронуто: {files}",
        "  у теці є й інше, не зачеплено: {files}",
        "  not touched, and in the folder too: {files}";
    TRANSCRIPTS = "  сами разговоры, не тронуты: {files}; новый scan внесёт звонки снова",
        "  самі розмови, не зачеплено: {files}; новий scan внесе дзвінки знову",
        "  not touched: the transcripts, {files}; a new scan brings the calls back";
}
