//! Texts of `callsift boilerplate`.

use super::Text;

texts! {
    HEAD = "Эти слова повторяются дословно во многих звонках.\nПрочитайте: что говорит автоответчик, остаётся, что говорят люди, удалите.\nЗатем положите файл в папку своего словаря (callsift scan … --lexicon-add ПАПКА).",
        "Ці слова повторюються дослівно в багатьох дзвінках.\nПрочитайте: що каже автовідповідач, лишається, що кажуть люди, видаліть.\nПотім покладіть файл у теку свого словника (callsift scan … --lexicon-add ТЕКА).",
        "These words repeat word for word in many calls.\nRead them: what a machine says stays, what people say goes.\nThen put the file into a folder of your own dictionary (callsift scan … --lexicon-add FOLDER).";
    COUNTS = "{calls} из {all}; в первой реплике {start}; говорит оператор {agent}, клиент {customer}",
        "{calls} з {all}; у першій репліці {start}; каже оператор {agent}, клієнт {customer}",
        "{calls} of {all}; in the first utterance {start}; said by the agent {agent}, the customer {customer}";
    PEOPLE = "Похоже, это говорят люди. Если всё же автоответчик, уберите решётки.",
        "Схоже, це кажуть люди. Якщо все ж автовідповідач, приберіть решітки.",
        "People seem to say this. If it is a machine all the same, take the hash signs away.";
    SUMMARY = "Прочитано: {calls}. Похоже на автоответчик: {machines}. Похоже на заученное людьми: {people}.",
        "Прочитано: {calls}. Схоже на автовідповідач: {machines}. Схоже на завчене людьми: {people}.",
        "Read: {calls}. Texts that seem a machine's: {machines}. Texts that seem people's scripts: {people}.";
    NEXT = "Прочитайте {file} перед использованием.",
        "Прочитайте {file} перед використанням.",
        "Read {file} before you use it.";
}
