//! The pieces that a body is put together from.

use bytes::Bytes;

#[cfg(not(target_arch = "wasm32"))]
use super::streamed::Opening;

/// A piece of a body.
#[derive(Clone)]
pub(super) enum Piece {
    /// Bytes in memory.
    Bytes(Bytes),
    /// Chunks, and how many bytes they have together, where that is known.
    #[cfg(not(target_arch = "wasm32"))]
    Chunks(std::sync::Arc<Opening>, Option<u64>),
}

impl Piece {
    /// How many bytes it has, where that is known.
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Chunks(_, length) => *length,
        }
    }

    /// Says how many bytes there are, where that cannot be known.
    pub(super) fn announce(&mut self, bytes: u64) {
        #[cfg(target_arch = "wasm32")]
        let _ = bytes;
        match self {
            Self::Bytes(_) => {}
            #[cfg(not(target_arch = "wasm32"))]
            Self::Chunks(opening, length) => {
                if opening.is_once() {
                    *length = Some(bytes);
                }
            }
        }
    }
}
