//! Texts of `callsift boilerplate`.

use super::Text;

pub(crate) const HEAD: Text = Text {
    ru: "Эти слова повторяются дословно во многих звонках.\nПрочитайте: что говорит автоответчик, остаётся, что говорят люди, удалите.\nЗатем положите файл в папку своего словаря (callsift scan … --lexicon-add ПАПКА).",
    uk: "Ці слова повторюються дослівно в багатьох дзвінках.\nПрочитайте: що каже автовідповідач, лишається, що кажуть люди, видаліть.\nПотім покладіть файл у теку свого словника (callsift scan … --lexicon-add ТЕКА).",
    en: "These words repeat word for word in many calls.\nRead them: what a machine says stays, what people say goes.\nThen put the file into a folder of your own dictionary (callsift scan … --lexicon-add FOLDER).",
};
pub(crate) const COUNTS: Text = Text {
    ru: "{calls} из {all}; в первой реплике {start}; говорит оператор {agent}, клиент {customer}",
    uk: "{calls} з {all}; у першій репліці {start}; каже оператор {agent}, клієнт {customer}",
    en: "{calls} of {all}; in the first utterance {start}; said by the agent {agent}, the customer {customer}",
};
pub(crate) const PEOPLE: Text = Text {
    ru: "Похоже, это говорят люди. Если всё же автоответчик, уберите решётки.",
    uk: "Схоже, це кажуть люди. Якщо все ж автовідповідач, приберіть решітки.",
    en: "People seem to say this. If it is a machine all the same, take the hash signs away.",
};
pub(crate) const SUMMARY: Text = Text {
    ru: "Прочитано: {calls}. Похоже на автоответчик: {machines}. Похоже на заученное людьми: {people}.",
    uk: "Прочитано: {calls}. Схоже на автовідповідач: {machines}. Схоже на завчене людьми: {people}.",
    en: "Read: {calls}. Texts that seem a machine's: {machines}. Texts that seem people's scripts: {people}.",
};
pub(crate) const NEXT: Text = Text {
    ru: "Прочитайте {file} перед использованием.",
    uk: "Прочитайте {file} перед використанням.",
    en: "Read {file} before you use it.",
};
