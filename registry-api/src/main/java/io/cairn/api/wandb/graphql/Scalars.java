// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The scalars of the schema.
final class Scalars {
  private Scalars() {}

  static List<GraphQLScalarType> all() {
    return List.of(
        scalar("DateTime", new AsText()),
        scalar("JSONString", new AsText()),
        scalar("Int64", new AsLong()),
        scalar("Duration", new AsLong()),
        scalar("JSON", new AsItIs()));
  }

  private static GraphQLScalarType scalar(String name, Coercing<?, ?> coercing) {
    return GraphQLScalarType.newScalar().name(name).coercing(coercing).build();
  }

  private static final class AsText implements Coercing<String, String> {
    @Override
    public String serialize(Object value, GraphQLContext context, Locale locale) {
      return value.toString();
    }

    @Override
    public String parseValue(Object value, GraphQLContext context, Locale locale) {
      if (value instanceof String text) {
        return text;
      }
      throw new CoercingParseValueException("must be a text");
    }

    @Override
    public String parseLiteral(
        Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (value instanceof StringValue text) {
        return Objects.requireNonNull(text.getValue());
      }
      throw new CoercingParseLiteralException("must be a text");
    }
  }

  private static final class AsLong implements Coercing<Long, Long> {
    @Override
    public Long serialize(Object value, GraphQLContext context, Locale locale) {
      return ((Number) value).longValue();
    }

    @Override
    public Long parseValue(Object value, GraphQLContext context, Locale locale) {
      return switch (value) {
        case Integer number -> number.longValue();
        case Long number -> number;
        case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
        // The client counts some of them in floating point.
        case Double number when number == Math.rint(number) -> number.longValue();
        case String text when text.matches("-?[0-9]{1,18}") -> Long.valueOf(text);
        default -> throw new CoercingParseValueException("must be a whole number");
      };
    }

    @Override
    public Long parseLiteral(
        Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (value instanceof IntValue number && number.getValue().bitLength() < Long.SIZE) {
        return number.getValue().longValue();
      }
      throw new CoercingParseLiteralException("must be a whole number");
    }
  }

  private static final class AsItIs implements Coercing<Object, Object> {
    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
      return value;
    }

    @Override
    public Object parseValue(Object value, GraphQLContext context, Locale locale) {
      return value;
    }

    @Override
    public Object parseLiteral(
        Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
      return switch (value) {
        case StringValue text -> Objects.requireNonNull(text.getValue());
        case IntValue number -> number.getValue();
        case FloatValue number -> number.getValue();
        case BooleanValue truth -> truth.isValue();
        default -> throw new CoercingParseLiteralException("give it as a variable");
      };
    }
  }
}
