//! Made-up numbers with right check digits, and ways to write them.

/// An identity card number: six digits of a region, a date of birth and three more, with the check
/// digit of GB 11643.
pub fn identity(first: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = first.chars().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    format!("{first}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

/// A card number: all digits but the last, and Luhn's check digit.
pub fn card(first: &str) -> String {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let digits = first.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = digits.map(|(at, d)| if at % 2 == 0 { doubled(d) } else { d }).sum();
    format!("{first}{}", (10 - sum % 10) % 10)
}

/// A number in groups of these lengths, with something between them.
pub fn grouped(number: &str, lengths: &[usize], between: &str) -> String {
    let mut rest = number;
    let mut groups = Vec::new();
    for length in lengths {
        let (group, after) = rest.split_at((*length).min(rest.len()));
        groups.push(group);
        rest = after;
    }
    groups.push(rest);
    groups.retain(|group| !group.is_empty());
    groups.join(between)
}

/// Each digit as the character at its place.
pub fn spelled(number: &str, digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    number.chars().map(|c| c.to_digit(10).map_or(c, |digit| digits[digit as usize])).collect()
}

/// Something after each character.
pub fn each(number: &str, after: &str) -> String {
    number.chars().map(|c| format!("{c}{after}")).collect()
}
