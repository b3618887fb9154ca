//! Types that hold themselves: somewhere on the way there must be a box.

use crate::api::{Api, Shape, Type};

/// For each type the number of its circle: types that hold each other without a list or map
/// between have the same number, all others have one of their own.
pub(super) fn circles(api: &Api) -> Vec<usize> {
    let edges: Vec<Vec<usize>> = api.definitions.iter().map(|d| held(&d.shape)).collect();
    // Tarjan's algorithm, with a stack of its own: documents can be deep.
    let count = edges.len();
    let (mut order, mut low) = (vec![usize::MAX; count], vec![0; count]);
    let (mut circle, mut open) = (vec![usize::MAX; count], Vec::new());
    let mut next = 0;
    for start in 0..count {
        if order[start] != usize::MAX {
            continue;
        }
        let mut work = vec![(start, 0)];
        while let Some((at, edge)) = work.pop() {
            if edge == 0 {
                order[at] = next;
                low[at] = next;
                next += 1;
                open.push(at);
            }
            if let Some(&to) = edges[at].get(edge) {
                work.push((at, edge + 1));
                if order[to] == usize::MAX {
                    work.push((to, 0));
                } else if circle[to] == usize::MAX {
                    low[at] = low[at].min(order[to]);
                }
                continue;
            }
            if let Some((parent, _)) = work.last() {
                low[*parent] = low[*parent].min(low[at]);
            }
            if low[at] == order[at] {
                while let Some(member) = open.pop() {
                    circle[member] = at;
                    if member == at {
                        break;
                    }
                }
            }
        }
    }
    circle
}

/// Whether a type holds itself, alone or by others.
pub(super) fn is_in_circle(api: &Api, circles: &[usize], at: usize) -> bool {
    let shape = api.definitions.get(at).map(|d| &d.shape);
    let own = circles.get(at);
    let others = circles.iter().filter(|circle| Some(*circle) == own);
    others.count() > 1 || shape.is_some_and(|shape| held(shape).contains(&at))
}

/// The types that a type holds in place. The variants of unions are behind boxes already.
fn held(shape: &Shape) -> Vec<usize> {
    let mut held = Vec::new();
    let mut add = |value: &Type| in_place(value, &mut held);
    match shape {
        Shape::Object(object) => object.properties.iter().for_each(|p| add(&p.value)),
        Shape::Alias(value) => add(value),
        Shape::Union(_) | Shape::Enumeration(_) | Shape::Contents(_) => {}
    }
    held
}

fn in_place(value: &Type, held: &mut Vec<usize>) {
    match value {
        Type::Defined(id) => held.push(id.0),
        Type::Nullable(inner) => in_place(inner, held),
        Type::Tuple(items) => items.iter().for_each(|item| in_place(item, held)),
        Type::Any | Type::Scalar(_) | Type::Upload | Type::List(_) | Type::Map(_) => {}
    }
}
