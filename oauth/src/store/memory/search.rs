/// Whether every word of the text stands in one of the fields, whatever its case.
pub fn has_words(fields: &[&str], text: &str) -> bool {
    let all = fields.join("\n").to_lowercase();
    text.to_lowercase().split_whitespace().all(|word| all.contains(word))
}
