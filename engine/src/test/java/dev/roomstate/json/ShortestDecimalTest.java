package dev.roomstate.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doubles are written as Python writes them, since ids of old rooms are made of that. */
class ShortestDecimalTest {
  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1.0, 1.0",
    "-1.5, -1.5",
    "0.1, 0.1",
    "0.2, 0.2",
    "0.3, 0.3",
    "4.35, 4.35",
    "100.0, 100.0",
    "123.456, 123.456",
    "1e1, 10.0",
    "1e10, 10000000000.0",
    "1e15, 1000000000000000.0",
    "9999999999999998.0, 9999999999999998.0",
    "1e16, 1e+16",
    "12345678901234567.0, 1.2345678901234568e+16",
    "1.5e16, 1.5e+16",
    "1e17, 1e+17",
    "123456789012345680.0, 1.2345678901234568e+17",
    "1e21, 1e+21",
    "1e22, 1e+22",
    "1e23, 1e+23",
    "9.007199254740993e15, 9007199254740992.0",
    "9007199254740993.0, 9007199254740992.0",
    "9007199254740991.0, 9007199254740991.0",
    "0.001, 0.001",
    "0.0001, 0.0001",
    "0.00012345, 0.00012345",
    "0.00001, 1e-05",
    "1e-05, 1e-05",
    "0.000012345, 1.2345e-05",
    "1e-7, 1e-07",
    "1e-10, 1e-10",
    "1e-100, 1e-100",
    "5e-324, 5e-324",
    "1e-323, 1e-323",
    "2e-323, 2e-323",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "2.225073858507201e-308, 2.225073858507201e-308",
    "1e308, 1e+308",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2e-3, 0.002",
    "9.5e-3, 0.0095",
    "2.0e+3, 2000.0",
    "3.141592653589793, 3.141592653589793",
    "2.718281828459045, 2.718281828459045",
    "0.30000000000000004, 0.30000000000000004",
    "1.1e-5, 1.1e-05",
    "99999999999999990.0, 9.999999999999998e+16",
    "-123.0, -123.0",
    "-1e-05, -1e-05",
    "-1e16, -1e+16",
    "2e23, 2e+23",
    "8.41e21, 8.41e+21",
    "2.0E-3, 0.002",
    "5.0e-324, 5e-324",
    "2.4e-324, 0.0",
    "2.5e-324, 5e-324"
  })
  void doubleIsWrittenAsPythonDoes(String text, String repr) {
    assertEquals(repr, Text.canonical(text));
  }

  /** Several hundred more, written by Python 3 itself. */
  @Test
  void doublesOfTheResourceAreWrittenAsPythonDoes() throws IOException {
    int rows = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ShortestDecimalTest.class.getResourceAsStream("/json/doubles.txt"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] row = line.split(" ", -1);
          assertEquals(row[1], Text.canonical(row[0]), line);
          rows++;
        }
      }
    }
    assertTrue(rows > 500, "rows " + rows);
  }

  @Property(tries = 5_000)
  void writtenDoubleReadsBackAsItself(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      String written = ShortestDecimal.write(value);
      assertEquals(value, Double.parseDouble(written));
      assertEquals(new JsonFloat(value), Text.value(written));
    }
  }

  /** No shorter text reads back: taking one digit away gives another double. */
  @Property(tries = 2_000)
  void noShorterDigitsReadBack(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits & Long.MAX_VALUE);
    if (!Double.isFinite(value) || value == 0) {
      return;
    }
    BigDecimal exact = new BigDecimal(value);
    int digits = new BigDecimal(ShortestDecimal.write(value)).stripTrailingZeros().precision();
    for (var mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      if (digits > 1) {
        double shorter = exact.round(new MathContext(digits - 1, mode)).doubleValue();
        assertTrue(shorter != value, () -> "shorter digits for " + value);
      }
    }
  }

  /** Goal: the digits are those of the definition, and written as Python writes them. */
  private static void assertDefined(double value) {
    BigDecimal defined = DecimalByDefinition.of(value);
    String written = ShortestDecimal.write(value);
    assertEquals(defined, new BigDecimal(written).stripTrailingZeros(), written);
    int exponent = defined.precision() - 1 - defined.scale();
    assertEquals(exponent < -4 || exponent >= 16, written.contains("e"), written);
    assertEquals("-" + written, ShortestDecimal.write(-value));
  }

  @Property(tries = 20_000)
  void doubleOfAnyBitsIsWrittenByDefinition(@ForAll long bits) {
    double value = Math.abs(Double.longBitsToDouble(bits));
    if (Double.isFinite(value) && value > 0) {
      assertDefined(value);
    }
  }

  @Property(tries = 5_000)
  void subnormalIsWrittenByDefinition(@ForAll @LongRange(min = 1, max = (1L << 52) - 1) long bits) {
    assertDefined(Double.longBitsToDouble(bits));
    assertDefined(Double.longBitsToDouble(1 + bits % 1000));
  }

  @Property(tries = 5_000)
  void integerInADoubleIsWrittenByDefinition(
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long integer) {
    assertDefined((double) integer);
  }

  /** Where the nearest few digits are the double, and where they just are not. */
  @Property(tries = 5_000)
  void doubleNextToAFewDigitsIsWrittenByDefinition(
      @ForAll @LongRange(min = 1, max = 99_999_999) long digits,
      @ForAll @IntRange(min = -330, max = 300) int exponent) {
    double value = Double.parseDouble(digits + "e" + exponent);
    if (value > 0) {
      assertDefined(value);
      assertDefined(Math.nextUp(value));
    }
  }

  @Example
  void powersOfTwoAndTheirNeighborsAreWrittenByDefinition() {
    for (int power = -1074; power < 1024; power++) {
      double value = Math.scalb(1.0, power);
      assertDefined(value);
      assertDefined(Math.nextUp(value));
      if (power > -1074) {
        assertDefined(Math.nextDown(value));
      }
    }
    assertDefined(Double.MAX_VALUE);
  }

  @Example
  void powersOfTenAndTheirNeighborsAreWrittenByDefinition() {
    for (int power = -323; power <= 308; power++) {
      double value = Double.parseDouble("1e" + power);
      assertDefined(value);
      assertDefined(Math.nextUp(value));
      assertDefined(Math.nextDown(value));
    }
  }

  /**
   * Goal: digits cost no arithmetic of arbitrary length, which PDUs full of tiny doubles made dear.
   *
   * <p>Method: what is allocated; one exact decimal of a tiny double takes a thousand bytes.
   */
  @Example
  void tinyDoublesCostNoMoreThanOthers() {
    double[] values = {Double.MIN_VALUE, 1e-300, 1e300, Double.MIN_NORMAL, Double.MAX_VALUE, 0.1};
    long length = 0;
    for (double value : values) {
      length += ShortestDecimal.write(value).length();
    }
    assertTrue(length > 0);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (double value : values) {
      length += ShortestDecimal.write(value).length();
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / values.length;
    assertTrue(each < 1_000, "bytes allocated for one: " + each);
  }
}
