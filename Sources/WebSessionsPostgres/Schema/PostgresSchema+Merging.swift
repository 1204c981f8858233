// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
extension PostgresSchema {
    /// Values as operations see them: whole numbers, and the elements of lists as texts in which
    /// bytes beyond ASCII are escaped.
    ///
    /// Null is what cannot be read so.
    var merging: String {
        #"""
        CREATE FUNCTION \#(quoted).session_integer(v bytea)
        RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS $f$
        DECLARE
            number numeric;
        BEGIN
            IF v IS NULL OR substring(v FROM 1 FOR 1) = 'n'::bytea THEN RETURN 0; END IF;
            IF encode(v, 'escape') !~ '^i[+-]?[0-9]+$' THEN RETURN NULL; END IF;
            number := substr(encode(v, 'escape'), 2)::numeric;
            RETURN CASE WHEN number BETWEEN -9223372036854775808 AND 9223372036854775807
                THEN number END;
        END $f$;
        CREATE FUNCTION \#(quoted).session_elements(v bytea)
        RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $f$
        BEGIN
            IF v IS NULL OR substring(v FROM 1 FOR 1) = 'n'::bytea OR v = 'x'::bytea THEN
                RETURN '{}';
            END IF;
            IF substring(v FROM 1 FOR 1) <> 'l'::bytea THEN RETURN NULL; END IF;
            RETURN array_remove(
                string_to_array(encode(substring(v FROM 2), 'escape'), chr(10)), '');
        END $f$;
        CREATE FUNCTION \#(quoted).session_list(parts text[])
        RETURNS bytea LANGUAGE sql IMMUTABLE AS $f$
            SELECT decode('l' || array_to_string(parts, chr(10)), 'escape')
        $f$;
        CREATE FUNCTION \#(quoted).session_is_in(field bytea, package bytea)
        RETURNS boolean LANGUAGE sql IMMUTABLE AS $f$
            SELECT octet_length(package) = 0
                OR substring(field FROM 1 FOR octet_length(package) + 1)
                    = package || '/'::bytea
        $f$;
        CREATE FUNCTION \#(quoted).session_merged(
            letter text, v bytea, operand bytea, other bytea,
            OUT merged bytea, OUT problem text
        ) LANGUAGE plpgsql IMMUTABLE AS $f$
        DECLARE
            number numeric;
            parts text[];
            more text[];
            part text;
        BEGIN
            IF letter IN ('A', 'M') THEN
                number := \#(quoted).session_integer(v);
                IF number IS NULL THEN
                    problem := 'NUMBER';
                    RETURN;
                END IF;
                IF letter = 'A' THEN
                    number := number + \#(quoted).session_integer(operand);
                ELSIF v IS NULL OR substring(v FROM 1 FOR 1) = 'n'::bytea THEN
                    number := \#(quoted).session_integer(operand);
                ELSE
                    number := greatest(number, \#(quoted).session_integer(operand));
                END IF;
                IF number NOT BETWEEN -9223372036854775808 AND 9223372036854775807 THEN
                    problem := 'OVERFLOW';
                    RETURN;
                END IF;
                merged := decode('i' || number::text, 'escape');
                RETURN;
            END IF;
            parts := \#(quoted).session_elements(v);
            more := \#(quoted).session_elements(operand);
            IF parts IS NULL OR more IS NULL THEN
                problem := 'LIST';
                RETURN;
            END IF;
            IF letter = 'P' THEN
                parts := parts || more;
                number := encode(other, 'escape')::numeric;
                IF number < cardinality(parts) THEN
                    parts := parts[cardinality(parts) - number::integer + 1 :];
                END IF;
            ELSE
                FOREACH part IN ARRAY more LOOP
                    IF NOT part = ANY (parts) THEN parts := array_append(parts, part); END IF;
                END LOOP;
            END IF;
            merged := \#(quoted).session_list(parts);
        END $f$;

        """#
    }
}
#endif
