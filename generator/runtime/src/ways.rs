//! Other ways than a cursor to get from one page of a list to the next: counted offsets and numbers,
//! and addresses that the service gives.

use std::hash::{BuildHasher, RandomState};

use reqwest::Url;
use reqwest::header::{HeaderMap, LINK};
use serde::de::DeserializeOwned;

use super::call::Call;
use super::page::{Page, Pages, Way};
use super::response::Response;

/// Why a list by offsets or numbers ends before its end.
const SAME_PAGE: &str = "the service sent the same page twice in a row, so that it seems to ignore which one was asked \
                         for and the list would never end: report this to the service";

/// Why an address is no use.
const NO_PARAMETER: &str = "the service gives an address of the next page that has none of the parameters of this \
                            operation: the list is not complete; report this to the service";

impl Call {
    /// The pages of the call, asked for in this way.
    pub fn pages_by<P: Page>(self, way: impl Way<P>) -> Pages<P> {
        Pages::new(self, Box::new(way))
    }
}

/// A list that is a page by itself.
impl<T: DeserializeOwned + Send + Unpin + 'static> Page for Vec<T> {
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self
    }

    fn item_count(&self) -> usize {
        self.len()
    }
}

/// By how many items come before the page.
pub struct ByOffset {
    parameter: &'static str,
    last: LastPage,
}

impl ByOffset {
    /// The offset is sent in this query parameter; without it, it is 0.
    #[must_use]
    pub fn new(parameter: &'static str) -> Self {
        Self {
            parameter,
            last: LastPage::default(),
        }
    }
}

impl<P: Page> Way<P> for ByOffset {
    fn start(&self, call: &Call) -> Option<String> {
        call.query_value(self.parameter).map(str::to_owned)
    }

    fn after(
        &mut self,
        at: Option<&str>,
        page: &Response<P>,
    ) -> Result<Option<String>, &'static str> {
        let count = u64::try_from(page.value().item_count()).unwrap_or(u64::MAX);
        if count == 0 {
            return Ok(None);
        }
        self.last.differs(page.body())?;
        let next = number(at, 0).saturating_add(count);
        let total = page.value().counts().total;
        Ok(total
            .is_none_or(|total| next < total)
            .then(|| next.to_string()))
    }

    fn lead(&self, call: &mut Call, to: &str) {
        call.query(self.parameter, to);
    }
}

/// By the number of the page.
pub struct ByNumber {
    parameter: &'static str,
    first: u64,
    last: LastPage,
}

impl ByNumber {
    /// The number is sent in this query parameter; without it, it is `first`.
    #[must_use]
    pub fn new(parameter: &'static str, first: u64) -> Self {
        Self {
            parameter,
            first,
            last: LastPage::default(),
        }
    }
}

impl<P: Page> Way<P> for ByNumber {
    fn start(&self, call: &Call) -> Option<String> {
        call.query_value(self.parameter).map(str::to_owned)
    }

    fn after(
        &mut self,
        at: Option<&str>,
        page: &Response<P>,
    ) -> Result<Option<String>, &'static str> {
        let counts = page.value().counts();
        let count = page.value().item_count();
        if let Some(next) = counts.next {
            return Ok(next.map(|next| next.to_string()));
        }
        if count == 0 {
            return Ok(None);
        }
        self.last.differs(page.body())?;
        let here = number(at, self.first);
        let read = here.saturating_sub(self.first).saturating_add(1);
        let more = counts.pages.is_none_or(|pages| read < pages);
        Ok(more.then(|| here.saturating_add(1).to_string()))
    }

    fn lead(&self, call: &mut Call, to: &str) {
        call.query(self.parameter, to);
    }
}

/// By the address of the next page: in the envelope, or in the `Link` header (RFC 8288). Only the
/// query of the address is used, and of that only parameters of the operation: a service cannot lead
/// the client, and its credentials, anywhere else.
pub struct ByAddress {
    parameters: &'static [&'static str],
    in_header: bool,
}

impl ByAddress {
    /// The address is in the envelope.
    #[must_use]
    pub fn in_page(parameters: &'static [&'static str]) -> Self {
        Self {
            parameters,
            in_header: false,
        }
    }

    /// The address is in the header `Link`, with `rel="next"`.
    #[must_use]
    pub fn in_header(parameters: &'static [&'static str]) -> Self {
        Self {
            parameters,
            in_header: true,
        }
    }

    /// What an address asks for, as a query of the parameters of the operation.
    fn query(&self, address: &str) -> Option<String> {
        let base = Url::parse("http://localhost/").ok()?;
        let address = base.join(address).ok()?;
        let mut query = base;
        let known = address
            .query_pairs()
            .filter(|(name, _)| self.parameters.contains(&name.as_ref()));
        query.query_pairs_mut().extend_pairs(known);
        query
            .query()
            .filter(|query| !query.is_empty())
            .map(str::to_owned)
    }
}

impl<P: Page> Way<P> for ByAddress {
    fn start(&self, _: &Call) -> Option<String> {
        None
    }

    fn after(
        &mut self,
        _: Option<&str>,
        page: &Response<P>,
    ) -> Result<Option<String>, &'static str> {
        let address = if self.in_header {
            next_link(page.headers())
        } else {
            page.value().next_cursor().filter(|next| !next.is_empty())
        };
        match address {
            None => Ok(None),
            Some(address) => self.query(address).map(Some).ok_or(NO_PARAMETER),
        }
    }

    fn lead(&self, call: &mut Call, to: &str) {
        let Ok(to) = Url::parse(&format!("http://localhost/?{to}")) else {
            return;
        };
        for parameter in self.parameters {
            let values: Vec<String> = to
                .query_pairs()
                .filter(|(name, _)| name == parameter)
                .map(|(_, value)| value.into_owned())
                .collect();
            if !values.is_empty() {
                call.query(parameter, &values);
            }
        }
    }
}

/// The target of the link to the next page.
fn next_link(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(LINK).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(next_in)
}

fn next_in(mut header: &str) -> Option<&str> {
    // `<target>; name=value; name="value", <target>…`: a target can hold commas and semicolons.
    loop {
        let (_, rest) = header.split_once('<')?;
        let (target, rest) = rest.split_once('>')?;
        let mut quoted = false;
        let end = rest.find(|c: char| {
            quoted ^= c == '"';
            c == ',' && !quoted
        });
        let (parameters, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let is_next = parameters.split(';').any(|parameter| {
            parameter.split_once('=').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("rel")
                    && value
                        .trim()
                        .trim_matches('"')
                        .split_whitespace()
                        .any(|relation| relation.eq_ignore_ascii_case("next"))
            })
        });
        if is_next {
            return Some(target);
        }
        header = rest;
    }
}

/// What was read last, to know it again.
#[derive(Default)]
struct LastPage {
    state: RandomState,
    hash: Option<u64>,
}

impl LastPage {
    /// Remembers a page.
    ///
    /// # Errors
    /// If it is the one from before.
    fn differs(&mut self, body: &[u8]) -> Result<(), &'static str> {
        let hash = self.state.hash_one(body);
        if self.hash.replace(hash) == Some(hash) {
            return Err(SAME_PAGE);
        }
        Ok(())
    }
}

/// The number of a page or an offset, or what it is where nothing is said.
fn number(at: Option<&str>, unsaid: u64) -> u64 {
    at.and_then(|at| at.parse().ok()).unwrap_or(unsaid)
}
