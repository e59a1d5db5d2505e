// Loaded before a script (node --import), in plain JavaScript: an older Node can't read anything else of the house.
const needed = 24;
const [major] = process.versions.node.split('.');
if (Number(major) < needed) {
  const part = `node-${process.platform}-${process.arch}`;
  process.stderr.write(
    `A part is missing (${part}): this is Node ${process.versions.node}, and Node ${needed} is needed.\n` +
      'The installation failed: run `npx -y pnpm@12 install` and see what it says.\n',
  );
  process.exit(1);
}
