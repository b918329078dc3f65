const { transform } = require('esbuild');
const { compileScript, parse } = require('vue/compiler-sfc');

/** Compiles a single-file component in Next, whose own rules conflict with vue-loader's. */
module.exports = async function loadComponent(source) {
  const done = this.async();
  const filename = this.resourcePath;
  const { descriptor } = parse(source, { filename });
  const { content, map } = compileScript(descriptor, {
    id: 'poster',
    inlineTemplate: true,
    genDefaultAs: 'component',
  });
  const url = `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
  const result = await transform(`${content}\nexport default component;\n//# sourceMappingURL=${url}`, {
    loader: 'ts',
    sourcemap: 'external',
    sourcefile: filename,
  });
  done(null, result.code, JSON.parse(result.map));
};
