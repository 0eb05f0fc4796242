// Stands in for the package's own, which asks another site for its specification.
window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: '/swagger/orders.json',
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: 'StandaloneLayout',
  });
};
