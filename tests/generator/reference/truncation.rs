//! A page that is cut off must not be read as if it were whole.

use truespec::{diagnostic::Source, reference};

/// The lines before the first operation, and those of each operation.
fn parts(page: &Source) -> (String, Vec<Vec<&str>>) {
    let lines: Vec<_> = page.text().split_inclusive('\n').collect();
    let (whole, _) = reference::read(&[Source::new(page.name(), page.text())]).unwrap();
    let mut starts: Vec<_> = whole[0]
        .operations
        .iter()
        .map(|operation| operation.title.at.line() - 1)
        .collect();
    let header = lines[..starts[0]].concat();
    // The two sentences of the search box, and the empty lines around them.
    starts.push(lines.len() - 4);
    let operations = starts
        .windows(2)
        .map(|pair| lines[pair[0]..pair[1]].to_vec())
        .collect();
    (header, operations)
}

#[test]
fn an_operation_that_is_cut_off_at_any_line_is_an_error() {
    for page in super::real_pages() {
        let (header, operations) = parts(&page);
        for lines in operations {
            let last = lines
                .iter()
                .rposition(|line| !line.trim().is_empty())
                .unwrap();
            for count in 0..=lines.len() {
                let text = format!("{header}{}", lines[..count].concat());
                let result = reference::read(&[Source::new(page.name(), text.clone())]);
                assert_eq!(result.is_ok(), count > last, "{text}");
            }
        }
    }
}

#[test]
fn a_page_that_is_cut_off_is_an_error_or_has_fewer_whole_operations() {
    for page in super::real_pages() {
        let (whole, _) = reference::read(std::slice::from_ref(&page)).unwrap();
        let whole = super::facts::of_operations(&whole[0]);
        let lines: Vec<_> = page.text().split_inclusive('\n').collect();
        for count in (0..lines.len()).step_by(13) {
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
