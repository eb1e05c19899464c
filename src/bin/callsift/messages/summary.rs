//! The summary of `scan` and `attach`.

use super::Text;

texts! {
    READ = "Прочитано: {calls}", "Прочитано: {calls}", "{calls} read";
    READ_AND_FLAGGED = "Прочитано: {calls} за {seconds} с, отмечено как жалобы: {flagged}",
        "Прочитано: {calls} за {seconds} с, позначено як скарги: {flagged}",
        "{calls} read in {seconds} s, {flagged} flagged as complaints";
    OF_SUBSTANCE = "  с проблемой, с которой можно работать: {problem}; только злость: {anger}",
        "  з проблемою, з якою можна працювати: {problem}; лише злість: {anger}",
        "  {problem} with a problem that can be worked on, {anger} with anger alone";
    WITHOUT_DISCONTENT = "; недовольства не слышно: {none}",
        "; невдоволення не чути: {none}",
        ", {none} without discontent";
    BY_RESOLUTION = "  решено в разговоре: {resolved}, не решено: {unresolved}, не сказано: {unknown}",
        "  вирішено в розмові: {resolved}, не вирішено: {unresolved}, не сказано: {unknown}",
        "  {resolved} resolved in the call, {unresolved} not resolved, {unknown} not said";
    NO_TALK = "Посчитано отдельно: {calls} без разговора (автоответчик, не тот номер)",
        "Пораховано окремо: {calls} без розмови (автовідповідач, не той номер)",
        "Counted apart: {calls} without a conversation (voicemail, wrong number)";
    BY_CATEGORY = "В скольких звонках найдено:", "У скількох дзвінках знайдено:", "Calls in which it was found:";
    NOTHING = "  ничего не найдено", "  нічого не знайдено", "  nothing was found";
    LONGEST = "Самая длинная пауза: {seconds} с, {call} в {at}",
        "Найдовша пауза: {seconds} с, {call} о {at}",
        "Longest pause: {seconds} s, in {call} at {at}";
    NO_PAUSE = "Самая длинная пауза: ни одной длиннее {least} с",
        "Найдовша пауза: жодної довшої за {least} с",
        "Longest pause: none of {least} s or more";
    PAUSES_NOT_CHECKED = "Паузы не проверялись: {calls}, {why}",
        "Паузи не перевірялися: {calls}, {why}",
        "Pauses not checked in {calls}: {why}";
    CUSTOMERS = "Карточки клиентов: звонки добавлены в {touched} из {read}",
        "Картки клієнтів: дзвінки додано до {touched} з {read}",
        "Customers: {touched} of {read} records got calls";
    UNCHANGED = ", в {n} всё это уже есть", ", у {n} усе це вже є", ", {n} say all of it already";
    UNMATCHED = "  {calls} без точно найденного клиента: {file}",
        "  {calls} без точно знайденого клієнта: {file}",
        "  {calls} without a certain customer: {file}";
    CUSTOMERS_UNREADABLE = "  не удалось прочитать: {records}: {file}",
        "  не вдалося прочитати: {records}: {file}",
        "  {records} unreadable: {file}";
    LOST_DIGITS = "  номера, в которых таблица потеряла цифры (7,9E+10): {n}, звонки к ним не добавлены: {file}",
        "  номери, у яких таблиця втратила цифри (7,9E+10): {n}, дзвінки до них не додано: {file}",
        "  {n} numbers lost digits in a spreadsheet (7,9E+10), no call is attached by them: {file}";
    UNANSWERED = "Жалобы, на которые в срок никто не перезвонил: {n}",
        "Скарги, на які вчасно ніхто не передзвонив: {n}",
        "Complaints that nobody called back about in time: {n}";
    OVERDUE = "Обещания, срок которых прошёл, и не видно, что они выполнены: {n}",
        "Обіцянки, строк яких минув, і не видно, що їх виконано: {n}",
        "Promises that are overdue, and nothing shows them kept: {n}";
    WAITS = "  клиент {customer}, звонок {call}, срок был {due}",
        "  клієнт {customer}, дзвінок {call}, строк був {due}",
        "  customer {customer}, call {call}, due {due}";
    UNREADABLE = "Не удалось прочитать: {records} ({reasons}): {file}",
        "Не вдалося прочитати: {records} ({reasons}): {file}",
        "{records} unreadable ({reasons}): {file}";
    REJECTS_NOT_KEPT = "  из них только посчитаны (limits.rejects): {n}, их нет в {file}",
        "  з них лише пораховано (limits.rejects): {n}, їх немає в {file}",
        "  {n} of them are only counted (limits.rejects) and not in {file}";
    UNREADABLE_ALL = "Не удалось прочитать: {records}: {file}",
        "Не вдалося прочитати: {records}: {file}",
        "{records} unreadable: {file}";
    UNREADABLE_STREAM = "не удалось прочитать: {records}",
        "не вдалося прочитати: {records}",
        "{records} unreadable";
    DUPLICATES = "Пришли дважды, посчитаны один раз: {calls}",
        "Надійшли двічі, пораховано один раз: {calls}",
        "{calls} came twice and count once";
    CONFLICTS = "С номером другого звонка: {calls}; сохранены и отмечены оба",
        "З номером іншого дзвінка: {calls}; збережено й позначено обидва",
        "{calls} with the id of another call; both are kept and marked";
    SAME_FILES = "С тем же содержимым, что другой файл: {files}, например {file} и {same}",
        "З тим самим вмістом, що інший файл: {files}, наприклад {file} і {same}",
        "{files} with the same content as another one: {file} and {same}";
    LEFT = "Оставлено до следующего запуска, {why}: {files} ({names})",
        "Залишено до наступного запуску, {why}: {files} ({names})",
        "Left for the next run, {why}: {files} ({names})";
    PASSED_OVER = "Не читалось, {why}: {files} ({names})",
        "Не читалося, {why}: {files} ({names})",
        "Not read, {why}: {files} ({names})";
    STILL_GROWING = "ещё записывается", "ще записується", "still being written";
    PARTIAL_NAME = "по имени ещё не готово", "за назвою ще не готове", "unfinished by name";
    HIDDEN = "скрытое", "приховане", "hidden";
    NOT_A_FILE = "канал или устройство", "канал або пристрій", "a pipe or a device";
    LINK_TO_FOLDER = "ссылка на папку", "посилання на теку", "a link to a folder";
    BROKEN_LINK = "ссылка в никуда", "посилання в нікуди", "a link to nothing";
    RECORDS = "Записей {read} = звонков {good} + повторов {duplicates} + не удалось прочитать {rejected} + пустых {skipped}",
        "Записів {read} = дзвінків {good} + повторів {duplicates} + не вдалося прочитати {rejected} + порожніх {skipped}",
        "Records: {read} read = {good} calls + {duplicates} repeated + {rejected} unreadable + {skipped} empty";
    FIRST = "Посмотрите сначала эти:", "Спершу подивіться ці:", "Look at these first:";
    WORST = "  {key}  (приоритет {risk} из 100)",
        "  {key}  (пріоритет {risk} зі 100)",
        "  {key}  (review priority {risk} of 100)";
    OPEN = "Откройте теперь: {file}", "Відкрийте тепер: {file}", "Open next: {file}";
    COMPLETE = "Этот прогон был завершён раньше, и с тех пор ничего не изменилось: всё сверено, заново ничего не делалось.",
        "Цей прогін завершено раніше, і відтоді нічого не змінилося: усе звірено, наново нічого не робилося.",
        "This run was complete before, and nothing has changed since: all was checked, nothing was done again.";
    GOES_ON = "Продолжаю прерванный прогон: {calls} уже готово.",
        "Продовжую перерваний прогін: {calls} уже готово.",
        "Going on with a run that was cut short: {calls} done already.";
    INTERRUPTED = "прервано; ничего не опубликовано, прежние результаты на месте",
        "перервано; нічого не опубліковано, попередні результати на місці",
        "interrupted; nothing was published, earlier results are as they were";
    CAN_GO_ON = "{what}. Готово: {calls}; повторите ту же команду, и прогон продолжится с этого места",
        "{what}. Готово: {calls}; повторіть ту саму команду, і прогін продовжиться з цього місця",
        "{what}. Done: {calls}; give the same command again to go on from there";
    PROGRESS = "звонков: {done}, осталось {left}",
        "дзвінків: {done}, лишилося {left}",
        "{done} calls  {left} left";
}
