//! The sources stay such that they can be copied into a client.

use std::path::Path;

#[test]
fn sources_name_each_other_by_super_and_carry_no_crate_attributes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{name} is not a flat source file: {error}"));
        for forbidden in ["crate::", "truespec", "#![", "#[cfg(test)]"] {
            assert!(
                !text.contains(forbidden),
                "{name} has `{forbidden}`, which breaks in a client"
            );
        }
        assert!(text.starts_with("//! "), "{name} does not say its job");
        files += 1;
    }
    assert!(files > 10, "only {files} files in {}", folder.display());
}
