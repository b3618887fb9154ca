//! Lines of a body that comes in pieces.

use bytes::{Bytes, BytesMut};

/// The lines of a body that comes in pieces, as they are complete. A piece may end anywhere, also within
/// the end of a line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    buffer: BytesMut,
    /// How much of the buffer has no end of a line in it.
    searched: usize,
}

impl Lines {
    /// Adds what came in.
    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    /// The next line that is complete, without its end; a line ends at `is_end`.
    pub(super) fn next(&mut self, is_end: impl Fn(u8) -> bool) -> Option<(Bytes, u8)> {
        let rest = self.buffer.get(self.searched..)?;
        let Some(found) = rest.iter().position(|byte| is_end(*byte)) else {
            self.searched = self.buffer.len();
            return None;
        };
        let mut line = self.buffer.split_to(self.searched + found + 1);
        self.searched = 0;
        let end = line.last().copied().unwrap_or_default();
        line.truncate(line.len().saturating_sub(1));
        Some((line.freeze(), end))
    }

    /// What came in after the last complete line.
    pub(super) fn rest(&mut self) -> Bytes {
        self.searched = 0;
        self.buffer.split().freeze()
    }

    /// What is there and was not given yet.
    pub(super) fn seen(&self) -> &[u8] {
        &self.buffer
    }

    /// How much of a line is there that is not complete.
    pub(super) fn len(&self) -> usize {
        self.buffer.len()
    }

    /// Takes away the first byte, if it is this one. For where nothing was searched yet.
    pub(super) fn skip(&mut self, first: u8) -> bool {
        let is_first = self.buffer.first() == Some(&first);
        if is_first {
            let _ = self.buffer.split_to(1);
            self.searched = self.searched.saturating_sub(1);
        }
        is_first
    }
}
