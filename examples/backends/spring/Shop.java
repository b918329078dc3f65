import io.opentelemetry.api.trace.Span;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A Spring Boot app that OpenTelemetry's Java agent traces: see docs/guides/backends.md. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Shop.Pages.class, Shop.ServerTimingFilter.class})
public class Shop {
  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  @RestController
  static class Pages {
    @GetMapping(path = "/", produces = "text/html")
    String page() {
      return System.getenv("PAGE");
    }

    @GetMapping("/api/films")
    List<String> films() {
      return List.of("The Quiet Orbit");
    }
  }

  /** Sends the span's context with each response, so that page loads join the server's trace. */
  static class ServerTimingFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      var context = Span.current().getSpanContext();
      if (context.isValid())
        response.setHeader("Server-Timing", "traceparent;desc=\"00-%s-%s-%s\"".formatted(
            context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex()));
      chain.doFilter(request, response);
    }
  }

  /** Allows pages of another origin to send trace headers. */
  @Bean
  WebMvcConfigurer cors() {
    return new WebMvcConfigurer() {
      @Override
      public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/api/**")
            .allowedOrigins(System.getenv("ALLOWED_ORIGIN"))
            .allowedHeaders("traceparent", "tracestate", "baggage");
      }
    };
  }
}
