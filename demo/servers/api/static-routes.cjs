const path = require('node:path');
const express = require('express');

const demoFolder = path.join(__dirname, '../..');

/** Style sheets, scripts and the SDK's own build. */
exports.staticRoutes = (app, { sdkFolder }) => {
  const folder = (route, location) => {
    app.use(
      route,
      express.static(path.resolve(demoFolder, location), {
        index: false,
        redirect: false,
        fallthrough: false,
      }),
    );
  };
  folder('/sdk', sdkFolder);
  folder('/assets/shared', 'fronts/shared');
  folder('/assets/plain', 'fronts/plain');
  folder('/assets/shell', 'fronts/shell');
  folder('/react/assets', 'fronts/react/dist/assets');
  folder('/vue/assets', 'fronts/vue/dist/assets');
};
