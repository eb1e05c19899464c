//! What is said of tables.

use super::Text;

texts! {
    SHEET = "{file}: читается лист «{sheet}»; другие листы: {others}. Чтобы выбрать другой, напишите {file}!ЛИСТ",
        "{file}: читається аркуш «{sheet}»; інші аркуші: {others}. Щоб вибрати інший, напишіть {file}!АРКУШ",
        "{file}: reading the sheet \"{sheet}\"; other sheets: {others}. To choose another, write {file}!SHEET";
}
