// Prints, for each JavaScript file given, what it imports, calls, names and says, as JSON.
// tests/repository holds these facts against the dependency rules. Uses the add-on linter's parser.
import { readFileSync } from "node:fs";
import { parse } from "espree";
import { KEYS } from "eslint-visitor-keys";

/** The dotted name of an expression: `chrome.storage.local.set`, or null when it has none. */
function dotted(node) {
  if (node.type === "Identifier") return node.name;
  if (node.type === "ThisExpression") return "this";
  if (node.type === "ChainExpression") return dotted(node.expression);
  if (node.type !== "MemberExpression" || node.computed) return null;
  const left = dotted(node.object);
  return left && `${left}.${node.property.name}`;
}

function facts(file) {
  const sourceType = /\b(import|export)\b/.test(readFileSync(file, "utf8")) ? "module" : "script";
  let tree;
  try {
    tree = parse(readFileSync(file, "utf8"), { ecmaVersion: "latest", sourceType });
  } catch {
    tree = parse(readFileSync(file, "utf8"), { ecmaVersion: "latest", sourceType: "script" });
  }
  const found = { imports: [], calls: [], names: [], strings: [], assigned: [] };
  const visit = (node) => {
    if (node.type.startsWith("Import") || node.type.startsWith("Export")) {
      if (node.source?.value) found.imports.push(node.source.value);
    }
    if (node.type === "CallExpression" || node.type === "NewExpression") {
      const name = dotted(node.callee);
      if (name) found.calls.push(name);
    }
    if (node.type === "AssignmentExpression") {
      const name = dotted(node.left) ?? node.left.property?.name;
      if (name) found.assigned.push(name);
    }
    if (node.type === "MemberExpression") {
      const name = dotted(node);
      if (name) found.names.push(name);
    }
    if (node.type === "Identifier") found.names.push(node.name);
    if (node.type === "Literal" && typeof node.value === "string") found.strings.push(node.value);
    if (node.type === "TemplateElement") found.strings.push(node.value.cooked ?? "");
    for (const key of KEYS[node.type] ?? []) {
      for (const child of [node[key]].flat()) if (child?.type) visit(child);
    }
  };
  visit(tree);
  return found;
}

console.log(JSON.stringify(Object.fromEntries(process.argv.slice(2).map((f) => [f, facts(f)]))));
