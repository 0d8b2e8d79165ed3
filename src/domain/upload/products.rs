//! The products that the cells of a file name: by name or part number, several in one cell.
//!
//! A name that could mean two products means the one that the customer owns. A name may hold the signs that stand
//! between names: the longest name decides.

use std::collections::{BTreeSet, HashMap};

use crate::domain::id::SkuId;
use crate::domain::import::names::name_key;
use crate::domain::product::Product;
use crate::domain::refusal::{Refusal, UploadRefusal};

/// How many similar products are named for a name that none has.
const SIMILAR: usize = 3;
/// In how many parts a name may fall, that holds signs which stand between names.
const PARTS: usize = 6;
/// So many words of an unknown name are looked at.
const WORDS: usize = 16;
/// What a cell says of somebody without licenses.
const NONE: [&str; 9] = [
    "unlicensed",
    "no license",
    "no licenses",
    "not licensed",
    "senza licenza",
    "senza licenze",
    "nessuna licenza",
    "nessuna",
    "none",
];

/// All products, and which of them the customer owns. Built once for a file.
#[derive(Clone, Debug, Default)]
pub struct Products {
    all: Vec<Named>,
    by_key: HashMap<String, Vec<usize>>,
    /// Names by their words, with what a name has of them: so many unknown names cost little.
    names: Vec<(usize, usize)>,
    by_word: HashMap<String, Vec<usize>>,
}

#[derive(Clone, Debug)]
struct Named {
    sku: SkuId,
    label: String,
    is_owned: bool,
    is_retired: bool,
}

impl Products {
    /// `products` with their aliases; `owned` are those that the customer has seats of.
    pub fn new(products: impl IntoIterator<Item = (Product, Vec<String>)>, owned: &BTreeSet<SkuId>) -> Self {
        let mut all = Self::default();
        for (product, aliases) in products {
            let at = all.all.len();
            let labeled = format!("{} ({})", product.name, product.part_number);
            let own =
                [product.name.clone(), product.part_number.clone(), product.sku.to_string(), product.part_and_id()];
            let keys: BTreeSet<String> = own
                .iter()
                .chain([&labeled])
                .chain(&aliases)
                .map(|name| key(name))
                .filter(|key| !key.is_empty())
                .collect();
            for key in keys {
                all.by_key.entry(key).or_default().push(at);
            }
            for name in [&product.name, &product.part_number].into_iter().chain(&aliases) {
                all.index(name, at);
            }
            all.all.push(Named {
                sku: product.sku,
                label: labeled,
                is_owned: owned.contains(&product.sku),
                is_retired: product.retired,
            });
        }
        all
    }

    fn index(&mut self, name: &str, product: usize) {
        let key = key(name);
        let words = words(&key);
        let at = self.names.len();
        self.names.push((product, words.len()));
        for word in words {
            self.by_word.entry(word.to_owned()).or_default().push(at);
        }
    }

    /// What a product is called.
    pub fn label(&self, sku: SkuId) -> Option<String> {
        self.all.iter().find(|one| one.sku == sku).map(|one| one.label.clone())
    }

    /// The product that `name` means.
    ///
    /// # Errors
    /// [`UploadRefusal::UnknownProduct`], [`UploadRefusal::AmbiguousProduct`], each with those that may be meant.
    pub fn find(&self, name: &str) -> Result<SkuId, Refusal> {
        let bearers = self.by_key.get(&key(name)).or_else(|| self.by_part_of_tenant(name));
        let bearers: Vec<&Named> = bearers.into_iter().flatten().filter_map(|at| self.all.get(*at)).collect();
        if bearers.is_empty() {
            let (name, candidates) = (name.to_owned(), self.similar(name));
            return Err(Refusal::Upload(UploadRefusal::UnknownProduct { name, candidates }));
        }
        let only = |kind: fn(&Named) -> bool| {
            let found: Vec<&Named> = bearers.iter().copied().filter(|one| kind(one)).collect();
            if found.is_empty() { None } else { Some(found) }
        };
        let found = only(|one| one.is_owned).or_else(|| only(|one| !one.is_retired)).unwrap_or(bearers.clone());
        match found.as_slice() {
            [one] => Ok(one.sku),
            several => {
                let candidates = several.iter().map(|one| one.label.clone()).collect();
                Err(Refusal::Upload(UploadRefusal::AmbiguousProduct { name: name.to_owned(), candidates }))
            }
        }
    }

    /// `tenant:PART_NUMBER`, as the directory's own programs write it.
    fn by_part_of_tenant(&self, name: &str) -> Option<&Vec<usize>> {
        let (_, part) = name.rsplit_once(':')?;
        self.by_key.get(&key(part))
    }

    /// The products of a cell, each once; none for *Unlicensed*.
    ///
    /// # Errors
    /// As [`Products::find`], of the first name that is refused.
    pub fn read(&self, cell: &str) -> Result<Vec<SkuId>, Refusal> {
        let mut skus = Vec::new();
        if self.knows(cell) {
            return Ok(vec![self.find(cell)?]);
        }
        for part in cell.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            // A comma stands in names, too: it separates only where something beside it is known.
            let is_list = part.contains(',') && part.split(',').any(|name| self.knows(name));
            let found = self.longest(part, if is_list { &['+', ','] } else { &['+'] });
            let found = found.or_else(|refusal| self.longest(part, &['+', ',']).map_err(|_| refusal))?;
            skus.extend(found.into_iter().flatten());
        }
        let mut once = BTreeSet::new();
        skus.retain(|sku| once.insert(*sku));
        Ok(skus)
    }

    fn knows(&self, name: &str) -> bool {
        self.by_key.contains_key(&key(name))
    }

    /// The products of `text`, the longest name first wherever `signs` stand within it; `None` for *Unlicensed*.
    fn longest(&self, text: &str, signs: &[char]) -> Result<Vec<Option<SkuId>>, Refusal> {
        // Where parts begin, and one sign behind the end.
        let signs_at = text.match_indices(|c: char| signs.contains(&c)).map(|(at, _)| at + 1);
        let starts: Vec<usize> = [0].into_iter().chain(signs_at).chain([text.len() + 1]).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at + 1 < starts.len() {
            let piece = |to: usize| text[starts[at]..starts[to] - 1].trim();
            let most = usize::min(at + PARTS, starts.len() - 1);
            let known = (at + 1..=most).rev().find(|to| self.knows(piece(*to)));
            // Exports put no blanks beside the sign: with blanks it is part of a name, unless a known one follows.
            let is_within = |to: &usize| {
                let (before, after) = (&text[..starts[*to] - 1], text.get(starts[*to]..).unwrap_or_default());
                let is_loose = before.ends_with(' ') && after.starts_with(' ') && before.len() < text.len();
                is_loose
                    && !(*to + 1..=usize::min(to + PARTS, starts.len() - 1))
                        .any(|end| self.knows(text[starts[*to]..starts[end] - 1].trim()))
            };
            let unknown = || (at + 1..starts.len() - 1).find(|to| !is_within(to)).unwrap_or(starts.len() - 1);
            let next = known.unwrap_or_else(unknown);
            let name = piece(next);
            found.push(match name_key(name) {
                word if word.is_empty() => None,
                word if known.is_none() && NONE.contains(&word.as_str()) => None,
                _ => Some(self.find(name)?),
            });
            at = next;
        }
        Ok(found)
    }

    /// Products with a name that shares most words with `name`, the likest first, the customer's own before others.
    fn similar(&self, name: &str) -> Vec<String> {
        let key = key(name);
        let wanted = words(&key);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for at in wanted.iter().take(WORDS).filter_map(|word| self.by_word.get(*word)).flatten() {
            *shared.entry(*at).or_default() += 1;
        }
        let mut best: HashMap<usize, (usize, usize)> = HashMap::new();
        for (at, shared) in shared {
            let Some((product, own)) = self.names.get(at).copied() else { continue };
            let all = own + wanted.len() - shared;
            // At least two words of five in common.
            if shared * 5 < all * 2 {
                continue;
            }
            let known = best.entry(product).or_insert((shared, all));
            if shared * known.1 > known.0 * all {
                *known = (shared, all);
            }
        }
        let mut found: Vec<(&Named, (usize, usize), usize)> =
            best.into_iter().filter_map(|(at, likeness)| Some((self.all.get(at)?, likeness, at))).collect();
        found.sort_by_key(|(one, (shared, all), at)| {
            (!one.is_owned, std::cmp::Reverse(shared * 1000 / all), one.is_retired, *at)
        });
        found.into_iter().take(SIMILAR).map(|(one, ..)| one.label.clone()).collect()
    }
}

/// A name as it is compared; blanks beside a plus or a comma are set aside.
fn key(name: &str) -> String {
    let key = name_key(name);
    ["+", ","].iter().fold(key, |key, sign| key.split(sign).map(str::trim).collect::<Vec<_>>().join(sign))
}

fn words(key: &str) -> BTreeSet<&str> {
    key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests;
