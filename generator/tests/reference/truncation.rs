//! A page that is cut off must not be read as if it were whole.

use truespec::{diagnostic::Source, reference};

#[test]
fn a_cut_page_is_an_error_or_has_fewer_whole_operations() {
    for page in super::real_pages() {
        let (whole, _) = reference::read(&[page.clone()]).unwrap();
        let whole = super::facts::of_operations(&whole[0]);
        let lines: Vec<_> = page.text().split_inclusive('\n').collect();
        for count in 0..lines.len() {
            let cut = Source::new(page.name(), lines[..count].concat());
            if let Ok((pages, _)) = reference::read(&[cut]) {
                let read = super::facts::of_operations(&pages[0]);
                assert!(!read.is_empty(), "{count} lines of {}", page.name());
                assert_eq!(
                    read,
                    whole[..read.len()],
                    "{count} lines of {}",
                    page.name()
                );
            }
        }
    }
}

#[test]
fn a_page_without_one_of_its_lines_never_panics() {
    for page in super::real_pages() {
        let lines: Vec<_> = page.text().split_inclusive('\n').collect();
        for left_out in (0..lines.len()).step_by(3) {
            let text = [&lines[..left_out], &lines[left_out + 1..]].concat().concat();
            let _ = reference::read(&[Source::new(page.name(), text)]);
        }
    }
}
