//! Lists of any layout, with any faults on the way, against a model: every item once, in order, the
//! same parameters with each request, and no request but those that are needed.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use truespec_runtime::{
    Call, Error, Items, Method, Mock, MockPage, Page, RetryPolicy, Script, Transport,
};

use crate::mocked;

#[derive(Debug, Deserialize, Serialize)]
struct List {
    items: Vec<usize>,
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<bool>,
}

impl Page for List {
    type Item = usize;
    fn into_items(self) -> Vec<usize> {
        self.items
    }
    fn item_count(&self) -> usize {
        self.items.len()
    }
    fn next_cursor(&self) -> Option<&str> {
        self.next.as_deref()
    }
    fn has_more(&self) -> Option<bool> {
        self.more
    }
}

impl MockPage for List {
    fn with_items(items: Vec<usize>, next: Option<String>) -> Self {
        Self {
            items,
            more: None,
            next,
        }
    }
}

/// What goes wrong before a page is read.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Status,
    Break,
    Hang,
    Garbage,
}

/// How a reader goes on after an error.
#[derive(Clone, Copy, Debug)]
enum After {
    Resume,
    /// With a new call from the cursor.
    Again,
}

#[derive(Clone, Debug)]
struct Layout {
    /// How many items each page has, and what goes wrong before it is read.
    pages: Vec<(usize, Vec<Fault>)>,
    /// Whether the envelope says that there is more, beside the cursor.
    flagged: bool,
    /// Whether the last page has a cursor all the same, where it is flagged.
    stray_cursor: bool,
    prefetch: bool,
    after: After,
    /// How many items are taken at a time; 0 for one by one.
    chunk: usize,
}

fn layouts() -> impl Strategy<Value = Layout> {
    let fault = prop_oneof![
        Just(Fault::Status),
        Just(Fault::Break),
        Just(Fault::Hang),
        Just(Fault::Garbage)
    ];
    let page = (0..4_usize, prop::collection::vec(fault, 0..3));
    (
        prop::collection::vec(page, 1..9),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop_oneof![Just(After::Resume), Just(After::Again)],
        0..6_usize,
    )
        .prop_map(
            |(pages, flagged, stray_cursor, prefetch, after, chunk)| Layout {
                pages,
                flagged,
                stray_cursor,
                prefetch,
                after,
                // What a chunk had read is still in the stream, which is thrown away by a new call.
                chunk: if matches!(after, After::Again) {
                    0
                } else {
                    chunk
                },
            },
        )
}

fn cursor(page: usize) -> String {
    format!("c&{page}")
}

/// Tells the mock the layout; gives the cursors in the order in which they are to be asked for.
fn tell(mock: &Mock, layout: &Layout) -> Vec<Option<String>> {
    let mut script = Script::<List>::new(mock, "listThings");
    let mut asked = Vec::new();
    let mut item = 0;
    for (at, (size, faults)) in layout.pages.iter().enumerate() {
        let this = (at > 0).then(|| cursor(at));
        for fault in faults {
            script = match fault {
                Fault::Status => script.fails(500),
                Fault::Break => script.breaks_off(),
                Fault::Hang => script.hangs(),
                Fault::Garbage => script.answers(200, "{\"items\": [1,"),
            };
            asked.push(this.clone());
        }
        let last = at + 1 == layout.pages.len();
        let stray = layout.flagged && layout.stray_cursor;
        script = script.returns(List {
            items: (item..item + size).collect(),
            next: (!last || stray).then(|| cursor(at + 1)),
            more: layout.flagged.then_some(!last),
        });
        asked.push(this);
        item += size;
    }
    asked
}

fn list(transport: &Transport, layout: &Layout, from: Option<&str>) -> Items<List> {
    let mut call = Call::new(transport, "listThings", Method::GET, "/things", &[]);
    call.query("limit", &7);
    call.query("tag", &["a", "b"]);
    if let Some(cursor) = from {
        call.query("after", cursor);
    }
    let items = call.pages("after").items();
    if layout.prefetch {
        items.prefetch()
    } else {
        items
    }
}

async fn read(transport: &Transport, layout: &Layout) -> (Vec<usize>, usize) {
    let mut stream = list(transport, layout, None);
    let (mut read, mut errors) = (Vec::new(), 0);
    loop {
        let result: Result<Vec<usize>, Error> = if layout.chunk == 0 {
            let next = stream.next().await;
            next.transpose().map(|item| item.into_iter().collect())
        } else {
            stream.take_up_to(layout.chunk).await
        };
        match result {
            Ok(items) if items.is_empty() => return (read, errors),
            Ok(items) => read.extend(items),
            Err(_) => {
                errors += 1;
                match layout.after {
                    After::Resume => stream.resume(),
                    After::Again => {
                        assert_eq!(stream.buffered(), 0);
                        let cursor = stream.cursor().map(str::to_owned);
                        stream = list(transport, layout, cursor.as_deref());
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_layout_is_read_whole(layout in layouts()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mock = Mock::new();
        let asked = tell(&mock, &layout);
        let transport = mocked(&mock).retry(RetryPolicy::none()).build().unwrap();
        let (read, errors) = runtime.block_on(read(&transport, &layout));

        let total: usize = layout.pages.iter().map(|(size, _)| size).sum();
        prop_assert_eq!(read, (0..total).collect::<Vec<_>>());
        let faults: usize = layout.pages.iter().map(|(_, faults)| faults.len()).sum();
        prop_assert_eq!(errors, faults);
        let calls = mock.calls();
        let of = |name: &str| -> Vec<Vec<String>> {
            let values = |call: &truespec_runtime::MockCall| {
                let named = call.query.iter().filter(|(known, _)| known == name);
                named.map(|(_, value)| value.clone()).collect()
            };
            calls.iter().map(values).collect()
        };
        let asked: Vec<Vec<String>> = asked.into_iter().map(|cursor| cursor.into_iter().collect()).collect();
        prop_assert_eq!(of("after"), asked);
        prop_assert!(of("limit").iter().all(|values| *values == ["7"]));
        prop_assert!(of("tag").iter().all(|values| *values == ["a", "b"]));
        prop_assert!(mock.unused().is_empty());
    }
}

#[tokio::test]
async fn the_next_page_is_asked_for_early_only_where_that_is_wanted() {
    for (prefetch, early) in [(false, 1), (true, 2)] {
        let mock = Mock::new();
        Script::<List>::new(&mock, "listThings").returns_pages([vec![1, 2], vec![3], vec![4]]);
        let transport = mocked(&mock).build().unwrap();
        let layout = Layout {
            pages: Vec::new(),
            flagged: false,
            stray_cursor: false,
            prefetch,
            after: After::Resume,
            chunk: 0,
        };
        let mut items = list(&transport, &layout, None);
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        // Whoever works on an item lets others run.
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        assert_eq!(mock.calls().len(), early, "prefetch {prefetch}");
        assert_eq!(items.take_up_to(2).await.unwrap(), [2, 3]);
        assert_eq!(items.take_up_to(9).await.unwrap(), [4]);
        assert_eq!(mock.calls().len(), 3);
    }
}
