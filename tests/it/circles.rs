//! No circle of imports between files: what a file names is followed to the file that defines it, through
//! re-exports, which are no dependency of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

/// A path from the crate's root: `["store", "users"]`.
type Module = Vec<String>;

/// One file: what it names, and what it hands on under its own name.
#[derive(Default)]
struct Source {
    named: Vec<Module>,
    handed_on: BTreeMap<String, Module>,
    /// Modules that it has within itself.
    within: BTreeSet<String>,
}

struct Reader<'a> {
    module: &'a Module,
    files: &'a BTreeSet<Module>,
    source: Source,
}

impl Reader<'_> {
    /// `path` from the root, if it is one of ours.
    fn absolute(&self, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([self.module, rest].concat()),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let up = self.module.len().checked_sub(ups)?;
                Some([&self.module[..up], &path[ups..]].concat())
            }
            _ => {
                let child = [self.module.as_slice(), std::slice::from_ref(first)].concat();
                self.files.contains(&child).then(|| [self.module, path].concat())
            }
        }
    }

    fn read_use(&mut self, tree: &syn::UseTree, before: &[String], is_handed_on: bool) {
        let with = |part: &syn::Ident| [before, &[part.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.read_use(&path.tree, &with(&path.ident), is_handed_on),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.read_use(item, before, is_handed_on));
            }
            syn::UseTree::Name(name) if name.ident == "self" => self.note(before, None, is_handed_on),
            syn::UseTree::Name(name) => self.note(&with(&name.ident), None, is_handed_on),
            syn::UseTree::Rename(rename) => {
                self.note(&with(&rename.ident), Some(rename.rename.to_string()), is_handed_on);
            }
            syn::UseTree::Glob(_) => self.note(before, None, is_handed_on),
        }
    }

    fn note(&mut self, path: &[String], renamed: Option<String>, is_handed_on: bool) {
        let Some(absolute) = self.absolute(path) else { return };
        if is_handed_on && let Some(name) = renamed.or_else(|| absolute.last().cloned()) {
            self.source.handed_on.insert(name, absolute.clone());
        }
        // What it hands on of its own children is theirs.
        if !(is_handed_on && absolute.starts_with(self.module)) {
            self.source.named.push(absolute);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let is_handed_on = !matches!(item.vis, syn::Visibility::Inherited);
        self.read_use(&item.tree, &[], is_handed_on);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // Tests may look at everything.
        if item.content.is_some() {
            self.source.within.insert(item.ident.to_string());
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        if parts.len() > 1 && ["crate", "super", "self"].contains(&parts[0].as_str()) {
            self.note(&parts, None, false);
        }
        syn::visit::visit_path(self, path);
    }
}

fn files() -> BTreeMap<Module, PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut open) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let within = path.strip_prefix(&root).unwrap().with_extension("");
        let mut module: Module = within.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|last| last == "mod" || last == "lib") {
            module.pop();
        }
        if module != ["main"] {
            found.insert(module, path);
        }
    }
    found
}

/// The file in which what `path` names is defined.
fn defining(path: &[String], sources: &BTreeMap<Module, Source>, depth: usize) -> Option<Module> {
    let at = (0..=path.len()).rev().find(|at| sources.contains_key(&path[..*at]))?;
    let source = &sources[&path[..at]];
    let next = path.get(at).and_then(|name| source.handed_on.get(name));
    match next {
        Some(next) if depth < 8 => defining(&[next.as_slice(), &path[at + 1..]].concat(), sources, depth + 1),
        _ => Some(path[..at].to_vec()),
    }
}

/// Which files each file imports from.
fn imports() -> BTreeMap<Module, BTreeSet<Module>> {
    let files = files();
    let known: BTreeSet<Module> = files.keys().cloned().collect();
    let mut sources = BTreeMap::new();
    for (module, path) in &files {
        let mut reader = Reader { module, files: &known, source: Source::default() };
        reader.visit_file(&syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap());
        sources.insert(module.clone(), reader.source);
    }
    let of = |(module, source): (&Module, &Source)| {
        let named = source.named.iter().filter_map(|path| defining(path, &sources, 0));
        (module.clone(), named.filter(|other| other != module).collect())
    };
    sources.iter().map(of).collect()
}

/// All files that can be reached from `from`.
fn reach(from: &Module, imports: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(module) = open.pop() {
        for next in imports.get(module).into_iter().flatten() {
            if reached.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    reached
}

#[test]
fn no_file_imports_from_one_that_imports_from_it() {
    let imports = imports();
    let names = |modules: &BTreeSet<Module>| modules.iter().map(|module| module.join("::")).collect::<Vec<_>>();
    assert!(imports.len() > 200 && imports.values().map(BTreeSet::len).sum::<usize>() > 1_000, "the sources are read");
    assert!(imports[&vec!["web".to_owned(), "deletions".to_owned()]].contains(&vec![
        "actions".to_owned(),
        "jobs".to_owned(),
        "start".to_owned()
    ]));
    let reached: BTreeMap<&Module, BTreeSet<Module>> =
        imports.keys().map(|module| (module, reach(module, &imports))).collect();
    for (module, from_here) in &reached {
        let around: BTreeSet<Module> =
            from_here.iter().filter(|other| reached[*other].contains(*module)).cloned().collect();
        assert!(around.is_empty(), "a circle: {}", names(&around).join(", "));
    }
}
